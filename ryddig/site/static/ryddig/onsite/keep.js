/* What is written at a visit, kept on the telephone in IndexedDB until the server has it: one database for each person.

   A field: { visit, key, value, base, serial, waiting }, and where it applies `sent` (taken off the telephone), `server`
   (somebody else's value, a person must choose) or `refused` (why the server does not take it).
   `serial` rises with every writing and is the telephone's clock, so the same writing sent twice is known again. */
(function () {
  "use strict";
  const STRICT = { durability: "strict" }; // on the disk before it is called saved

  class Keep {
    constructor(db, visit, device, last) {
      this.db = db;
      this.visit = visit;
      this.device = device;
      this.last = last;
    }

    static async open(user, visit) {
      const db = await idb.openDB(`ryddig-visits-${user}`, 1, {
        upgrade(made) {
          made.createObjectStore("fields", { keyPath: ["visit", "key"] });
          made.createObjectStore("photos", { keyPath: ["visit", "mark"] });
          made.createObjectStore("settings");
        },
      });
      let device = await db.get("settings", "device");
      if (!device) {
        device = Keep.mark();
        await db.put("settings", device, "device");
      }
      const keep = new Keep(db, visit, device, 0);
      for (const field of await keep.fields()) keep.last = Math.max(keep.last, field.serial || 0);
      return keep;
    }

    static mark() {
      return Array.from(crypto.getRandomValues(new Uint8Array(10)), (part) => (part % 36).toString(36)).join("");
    }

    range() {
      return IDBKeyRange.bound([this.visit], [this.visit, []]);
    }

    fields() {
      return this.db.getAll("fields", this.range());
    }

    photos() {
      return this.db.getAll("photos", this.range());
    }

    change(key, change) {
      return this.within("fields", async (store) => {
        const field = (await store.get([this.visit, key])) || { visit: this.visit, key, base: 0 };
        change(field);
        await store.put(field);
        return field;
      });
    }

    async within(name, work) {
      const transaction = this.db.transaction(name, "readwrite", STRICT);
      const made = await work(transaction.objectStore(name));
      await transaction.done;
      return made;
    }

    write(key, value) {
      const serial = (this.last = Math.max(this.last + 1, Date.now()));
      return this.change(key, (field) => {
        Object.assign(field, { value, serial, waiting: true });
        delete field.sent;
        delete field.refused;
      });
    }

    /* The person has seen both values and chosen one. */
    choose(key, value) {
      const serial = (this.last = Math.max(this.last + 1, Date.now()));
      return this.change(key, (field) => {
        Object.assign(field, { value, serial, waiting: true, base: field.server.version });
        delete field.server;
      });
    }

    async waiting() {
      const fields = (await this.fields()).filter((field) => field.waiting && !field.server);
      return fields.sort((one, other) => one.serial - other.serial);
    }

    /* The server's answer to what was sent: what is in, what is in conflict, what others have written. */
    take(sent, answer) {
      const serials = new Map(sent.map((field) => [field.key, field.serial]));
      return this.within("fields", async (store) => {
        for (const [key, why] of Object.entries(answer.refused)) {
          const field = await store.get([this.visit, key]);
          if (field && field.serial === serials.get(key)) await store.put({ ...field, waiting: false, refused: why });
        }
        for (const [key, told] of Object.entries(answer.fields)) {
          const field = (await store.get([this.visit, key])) || { visit: this.visit, key, base: 0 };
          if (answer.conflicts.includes(key)) field.server = told;
          else if (serials.has(key) && !(key in answer.refused)) this.settle(field, told, serials.get(key));
          else if (!field.waiting && !field.refused) this.settle(field, told, field.serial);
          await store.put(field);
        }
      });
    }

    settle(field, told, serial) {
      field.base = told.version;
      delete field.server;
      if (field.waiting && field.serial !== serial) return; // more was written while it was on its way
      field.waiting = false;
      field.by = told.by;
      if ("value" in told) field.value = told.value;
      else {
        delete field.value; // personal: the server has it, the telephone lets it go
        field.sent = true;
      }
    }

    addPhoto(photo) {
      return this.within("photos", (store) => store.put({ ...photo, visit: this.visit, mark: Keep.mark() }));
    }

    changePhoto(photo) {
      return this.within("photos", (store) => store.put(photo));
    }

    dropPhoto(mark) {
      return this.within("photos", (store) => store.delete([this.visit, mark]));
    }

    /* Everything of the visit goes; only to be called when the server has it. */
    async forget() {
      await this.within("fields", (store) => store.delete(this.range()));
      await this.within("photos", (store) => store.delete(this.range()));
    }
  }

  window.RyddigKeep = Keep;
})();

"""Addresses of contacts at suppliers, and of mail to them."""

from django.urls import path

from ryddig.office.views import contacts, mails

urlpatterns = [
    path("contracts/<int:contract_id>/contacts/", contacts.contacts, name="contacts"),
    path("contracts/<int:contract_id>/contacts/<int:contact_id>/", contacts.contact, name="contact"),
    path("contracts/<int:contract_id>/contacts/<int:contact_id>/link/", contacts.link, name="contact_link"),
    path("contracts/<int:contract_id>/contacts/<int:contact_id>/close/", contacts.close, name="contact_close"),
    path("contracts/<int:contract_id>/contacts/<int:contact_id>/remove/", contacts.remove, name="contact_remove"),
    path("contracts/<int:contract_id>/mail/", mails.of_contract, name="contract_mails"),
    path("mail/", mails.mails, name="mails"),
    path("mail/<int:mail_id>/", mails.mail, name="mail"),
    path("mail/<int:mail_id>/again/", mails.again, name="mail_again"),
    path("mail/<int:mail_id>/as-sent/", mails.as_sent, name="mail_as_sent"),
]

package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.message.Contacts.Address;
import io.github.whatsapp360.message.Contacts.Contact;
import io.github.whatsapp360.message.Contacts.Email;
import io.github.whatsapp360.message.Contacts.Name;
import io.github.whatsapp360.message.Contacts.Org;
import io.github.whatsapp360.message.Contacts.Phone;
import io.github.whatsapp360.message.Contacts.Url;
import java.util.List;
import java.util.Optional;

/** The JSON form of {@link Contacts}. */
final class ContactsJson {

    private ContactsJson() {}

    static ArrayNode write(Contacts contacts) {
        return Json.array(contacts.contacts(), ContactsJson::write);
    }

    /** Reads an array of objects; empty if the JSON is something else. */
    static Optional<Contacts> read(JsonNode json) {
        List<Contact> contacts = JsonFields.list(json, ContactsJson::readContact);
        return contacts.isEmpty() ? Optional.empty() : Optional.of(new Contacts(contacts));
    }

    private static ObjectNode write(Contact contact) {
        return new Json()
                .object("name", write(contact.name()))
                .list("phones", contact.phones(), ContactsJson::write)
                .list("emails", contact.emails(), ContactsJson::write)
                .list("addresses", contact.addresses(), ContactsJson::write)
                .list("urls", contact.urls(), ContactsJson::write)
                .object("org", write(contact.org()))
                .text("birthday", contact.birthday())
                .unknownFields(contact.unknownFields());
    }

    private static Contact readContact(JsonFields json) {
        return new Contact(
                readName(json.object("name")),
                json.list("phones", ContactsJson::readPhone),
                json.list("emails", ContactsJson::readEmail),
                json.list("addresses", ContactsJson::readAddress),
                json.list("urls", ContactsJson::readUrl),
                readOrg(json.object("org")),
                json.text("birthday"),
                json.rest());
    }

    private static ObjectNode write(Name name) {
        return new Json()
                .text("formatted_name", name.formattedName())
                .text("first_name", name.firstName())
                .text("middle_name", name.middleName())
                .text("last_name", name.lastName())
                .text("prefix", name.prefix())
                .text("suffix", name.suffix())
                .unknownFields(name.unknownFields());
    }

    private static Name readName(JsonFields json) {
        return json.isEmpty()
                ? Name.NONE
                : new Name(
                        json.text("formatted_name"),
                        json.text("first_name"),
                        json.text("middle_name"),
                        json.text("last_name"),
                        json.text("prefix"),
                        json.text("suffix"),
                        json.rest());
    }

    private static ObjectNode write(Phone phone) {
        return new Json()
                .text("phone", phone.phone())
                .text("type", phone.type())
                .text("wa_id", phone.waId())
                .unknownFields(phone.unknownFields());
    }

    private static Phone readPhone(JsonFields json) {
        return new Phone(json.text("phone"), json.text("type"), json.text("wa_id"), json.rest());
    }

    private static ObjectNode write(Email email) {
        return new Json()
                .text("email", email.email())
                .text("type", email.type())
                .unknownFields(email.unknownFields());
    }

    private static Email readEmail(JsonFields json) {
        return new Email(json.text("email"), json.text("type"), json.rest());
    }

    private static ObjectNode write(Url url) {
        return new Json().text("url", url.url()).text("type", url.type()).unknownFields(url.unknownFields());
    }

    private static Url readUrl(JsonFields json) {
        return new Url(json.text("url"), json.text("type"), json.rest());
    }

    private static ObjectNode write(Address address) {
        return new Json()
                .text("street", address.street())
                .text("city", address.city())
                .text("state", address.state())
                .text("zip", address.zip())
                .text("country", address.country())
                .text("country_code", address.countryCode())
                .text("type", address.type())
                .unknownFields(address.unknownFields());
    }

    private static Address readAddress(JsonFields json) {
        return new Address(
                json.text("street"),
                json.text("city"),
                json.text("state"),
                json.text("zip"),
                json.text("country"),
                json.text("country_code"),
                json.text("type"),
                json.rest());
    }

    private static ObjectNode write(Org org) {
        return new Json()
                .text("company", org.company())
                .text("department", org.department())
                .text("title", org.title())
                .unknownFields(org.unknownFields());
    }

    private static Org readOrg(JsonFields json) {
        return json.isEmpty()
                ? Org.NONE
                : new Org(json.text("company"), json.text("department"), json.text("title"), json.rest());
    }
}

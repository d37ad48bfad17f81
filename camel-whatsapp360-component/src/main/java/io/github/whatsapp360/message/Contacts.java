package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Contact cards that the recipient can save.
 *
 * @param contacts the contacts, at most {@link Limit#CONTACTS}
 */
public record Contacts(List<Contact> contacts) implements Content {

    public Contacts {
        contacts = List.copyOf(contacts);
    }

    /** Creates a message with these contacts. */
    public static Contacts of(Contact... contacts) {
        return new Contacts(List.of(contacts));
    }

    @Override
    public String type() {
        return ContentType.CONTACTS.word();
    }

    /** Returns a text without names and phone numbers, because contents must not be logged. */
    @Override
    public String toString() {
        return "Contacts[" + contacts.size() + "]";
    }

    /**
     * A contact card.
     *
     * @param name the name of the person or company; required
     * @param phones phone numbers
     * @param emails e-mail addresses
     * @param addresses postal addresses
     * @param urls web addresses
     * @param org the person's company and job
     * @param birthday the birthday, {@code YYYY-MM-DD}; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Contact(
            Name name,
            List<Phone> phones,
            List<Email> emails,
            List<Address> addresses,
            List<Url> urls,
            Org org,
            String birthday,
            Map<String, JsonNode> unknownFields) {

        public Contact {
            phones = List.copyOf(phones);
            emails = List.copyOf(emails);
            addresses = List.copyOf(addresses);
            urls = List.copyOf(urls);
            unknownFields = JsonFields.copy(unknownFields);
        }

        /** Creates a card with a name only. The API requires the formatted name and at least one of its parts. */
        public static Contact of(String formattedName, String firstName) {
            Name name = new Name(formattedName, firstName, "", "", "", "", Map.of());
            return new Contact(name, List.of(), List.of(), List.of(), List.of(), Org.NONE, "", Map.of());
        }

        /** Returns a copy with this name. */
        public Contact withName(Name name) {
            return new Contact(
                    name, phones, emails, addresses, urls, org, birthday, JsonFields.without(unknownFields, "name"));
        }

        /**
         * Returns a copy with an additional phone number. If it has a WhatsApp ID, the card shows a button to start a
         * chat.
         */
        public Contact withPhone(Phone phone) {
            return new Contact(
                    name,
                    and(phones, phone),
                    emails,
                    addresses,
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "phones"));
        }

        /** Returns a copy with an additional phone number. */
        public Contact withPhone(String phone) {
            return withPhone(new Phone(phone, "", "", Map.of()));
        }

        /** Returns a copy with an additional e-mail address. */
        public Contact withEmail(String email) {
            return new Contact(
                    name,
                    phones,
                    and(emails, new Email(email, "", Map.of())),
                    addresses,
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "emails"));
        }

        /** Returns a copy with an additional postal address. */
        public Contact withAddress(Address address) {
            return new Contact(
                    name,
                    phones,
                    emails,
                    and(addresses, address),
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "addresses"));
        }

        /** Returns a copy with an additional web address. */
        public Contact withUrl(String url) {
            return new Contact(
                    name,
                    phones,
                    emails,
                    addresses,
                    and(urls, new Url(url, "", Map.of())),
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "urls"));
        }

        /** Returns a copy with the person's company and job. */
        public Contact withOrg(String company, String department, String title) {
            return new Contact(
                    name,
                    phones,
                    emails,
                    addresses,
                    urls,
                    new Org(company, department, title, Map.of()),
                    birthday,
                    JsonFields.without(unknownFields, "org"));
        }

        /** Returns a copy with a birthday, {@code YYYY-MM-DD}. */
        public Contact withBirthday(String birthday) {
            return new Contact(
                    name,
                    phones,
                    emails,
                    addresses,
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "birthday"));
        }

        @Override
        public String toString() {
            return "Contact[]";
        }
    }

    /**
     * The name of a contact.
     *
     * @param formattedName the name that the card shows; required, with at least one of the other parts
     * @param firstName the first name; may be empty, like the following parts
     * @param middleName the middle name, e.g. {@code D.}
     * @param lastName the last name
     * @param prefix the prefix, e.g. {@code Dr}
     * @param suffix the suffix, e.g. {@code Jr}
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Name(
            String formattedName,
            String firstName,
            String middleName,
            String lastName,
            String prefix,
            String suffix,
            Map<String, JsonNode> unknownFields) {

        static final Name NONE = new Name("", "", "", "", "", "", Map.of());

        public Name {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Name[]";
        }
    }

    /**
     * A phone number.
     *
     * @param phone the number that the card shows
     * @param type the type, e.g. {@code HOME} or {@code WORK}; may be empty
     * @param waId the person's WhatsApp ID; with it, the card shows a button to start a chat; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Phone(String phone, String type, String waId, Map<String, JsonNode> unknownFields) {

        public Phone {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Phone[]";
        }
    }

    /**
     * An e-mail address.
     *
     * @param email the address
     * @param type the type, e.g. {@code HOME} or {@code WORK}; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Email(String email, String type, Map<String, JsonNode> unknownFields) {

        public Email {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Email[]";
        }
    }

    /**
     * A web address.
     *
     * @param url the address
     * @param type the type, e.g. {@code HOME} or {@code WORK}; may be empty
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Url(String url, String type, Map<String, JsonNode> unknownFields) {

        public Url {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Url[]";
        }
    }

    /**
     * A postal address; each part may be empty.
     *
     * @param street the street and the house number
     * @param city the city
     * @param state the state or province
     * @param zip the postal code
     * @param country the country's name
     * @param countryCode the two-letter country code, ISO 3166-1
     * @param type the type, e.g. {@code HOME} or {@code WORK}
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Address(
            String street,
            String city,
            String state,
            String zip,
            String country,
            String countryCode,
            String type,
            Map<String, JsonNode> unknownFields) {

        public Address {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Address[]";
        }
    }

    /**
     * The company and job of a contact; each part may be empty.
     *
     * @param company the company's name
     * @param department the department
     * @param title the job title
     * @param unknownFields fields of the API that this record does not know, kept as they came
     */
    public record Org(String company, String department, String title, Map<String, JsonNode> unknownFields) {

        static final Org NONE = new Org("", "", "", Map.of());

        public Org {
            unknownFields = JsonFields.copy(unknownFields);
        }

        @Override
        public String toString() {
            return "Org[]";
        }
    }

    private static <T> List<T> and(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}

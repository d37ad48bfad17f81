package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Visiting cards that the recipient can save.
 *
 * @param contacts whose; at most {@link Limit#CONTACTS}
 */
public record Contacts(List<Contact> contacts) implements Content {

    public Contacts {
        contacts = List.copyOf(contacts);
    }

    /** The cards of these people. */
    public static Contacts of(Contact... contacts) {
        return new Contacts(List.of(contacts));
    }

    @Override
    public String type() {
        return ContentType.CONTACTS.word();
    }

    /** Without names and numbers: contents do not belong into a log. */
    @Override
    public String toString() {
        return "Contacts[" + contacts.size() + "]";
    }

    /**
     * One visiting card.
     *
     * @param name the person or company; needed
     * @param phones phone numbers
     * @param emails e-mail addresses
     * @param addresses postal addresses
     * @param urls web addresses
     * @param org where the person works
     * @param birthday as {@code YYYY-MM-DD}; may be empty
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

        /** A card with a name only. The API wants the name as shown, and its first part at least. */
        public static Contact of(String formattedName, String firstName) {
            Name name = new Name(formattedName, firstName, "", "", "", "", Map.of());
            return new Contact(name, List.of(), List.of(), List.of(), List.of(), Org.NONE, "", Map.of());
        }

        /** The same with a name in more parts. */
        public Contact withName(Name name) {
            return new Contact(
                    name, phones, emails, addresses, urls, org, birthday, JsonFields.without(unknownFields, "name"));
        }

        /** The same with one phone number more. With a WhatsApp ID in it, the card has a button to start a chat. */
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

        /** The same with one phone number more. */
        public Contact withPhone(String phone) {
            return withPhone(new Phone(phone, "", "", Map.of()));
        }

        /** The same with one e-mail address more. */
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

        /** The same with one postal address more. */
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

        /** The same with one web address more. */
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

        /** The same with where the person works. */
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

        /** The same with a birthday, {@code YYYY-MM-DD}. */
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
     * A name.
     *
     * @param formattedName as the card shows it; needed, and one of the other parts too
     * @param firstName may be empty, as the following
     * @param middleName e.g. {@code D.}
     * @param lastName the family's name
     * @param prefix e.g. {@code Dr}
     * @param suffix e.g. {@code Jr}
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
     * @param phone as it is shown
     * @param type e.g. {@code HOME} or {@code WORK}; may be empty
     * @param waId the person's WhatsApp ID, which gives the card a button to start a chat; may be empty
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
     * @param type e.g. {@code HOME} or {@code WORK}; may be empty
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
     * @param type e.g. {@code HOME} or {@code WORK}; may be empty
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
     * @param street with the house number
     * @param city the town
     * @param state state or province
     * @param zip the postal code
     * @param country the country's name
     * @param countryCode its two letters, ISO 3166-1
     * @param type e.g. {@code HOME} or {@code WORK}
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
     * Where a person works; each part may be empty.
     *
     * @param company its name
     * @param department the department in it
     * @param title the person's job
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

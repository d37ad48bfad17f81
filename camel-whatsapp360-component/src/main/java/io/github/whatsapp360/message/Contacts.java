package io.github.whatsapp360.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Contact cards that the recipient can save.
 *
 * @param contacts the contacts, at most {@link Limit#CONTACTS}
 */
public record Contacts(List<Contact> contacts) implements Content {

    public Contacts {
        contacts = Required.list(contacts, "contacts");
    }

    /** Creates a message with these contacts. */
    public static Contacts of(Contact... contacts) {
        return new Contacts(Required.list(contacts, "contacts"));
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
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(org, "org");
            Objects.requireNonNull(birthday, "birthday");
            phones = Required.list(phones, "phones");
            emails = Required.list(emails, "emails");
            addresses = Required.list(addresses, "addresses");
            urls = Required.list(urls, "urls");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a card with a name only. The API requires the formatted name and at least one of its parts. */
        public static Contact of(String formattedName, String firstName) {
            return new Contact(
                    Name.of(formattedName, firstName),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Org.NONE,
                    "",
                    Map.of());
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
                    and(phones, phone, "phone"),
                    emails,
                    addresses,
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "phones"));
        }

        /** Returns a copy with an additional phone number. */
        public Contact withPhone(String phone) {
            return withPhone(Phone.of(phone));
        }

        /** Returns a copy with an additional e-mail address. */
        public Contact withEmail(String email) {
            return withEmail(Email.of(email));
        }

        /** Returns a copy with an additional e-mail address. */
        public Contact withEmail(Email email) {
            return new Contact(
                    name,
                    phones,
                    and(emails, email, "email"),
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
                    and(addresses, address, "address"),
                    urls,
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "addresses"));
        }

        /** Returns a copy with an additional web address. */
        public Contact withUrl(String url) {
            return withUrl(Url.of(url));
        }

        /** Returns a copy with an additional web address. */
        public Contact withUrl(Url url) {
            return new Contact(
                    name,
                    phones,
                    emails,
                    addresses,
                    and(urls, url, "url"),
                    org,
                    birthday,
                    JsonFields.without(unknownFields, "urls"));
        }

        /** Returns a copy with the person's company and job. */
        public Contact withOrg(Org org) {
            return new Contact(
                    name, phones, emails, addresses, urls, org, birthday, JsonFields.without(unknownFields, "org"));
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
            Objects.requireNonNull(formattedName, "formattedName");
            Objects.requireNonNull(firstName, "firstName");
            Objects.requireNonNull(middleName, "middleName");
            Objects.requireNonNull(lastName, "lastName");
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(suffix, "suffix");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a name. The API requires the formatted name and at least one of its parts. */
        public static Name of(String formattedName, String firstName) {
            return new Name(formattedName, firstName, "", "", "", "", Map.of());
        }

        /** Returns a copy with this middle name. */
        public Name withMiddleName(String middleName) {
            return new Name(
                    formattedName,
                    firstName,
                    middleName,
                    lastName,
                    prefix,
                    suffix,
                    JsonFields.without(unknownFields, "middle_name"));
        }

        /** Returns a copy with this last name. */
        public Name withLastName(String lastName) {
            return new Name(
                    formattedName,
                    firstName,
                    middleName,
                    lastName,
                    prefix,
                    suffix,
                    JsonFields.without(unknownFields, "last_name"));
        }

        /** Returns a copy with this prefix. */
        public Name withPrefix(String prefix) {
            return new Name(
                    formattedName,
                    firstName,
                    middleName,
                    lastName,
                    prefix,
                    suffix,
                    JsonFields.without(unknownFields, "prefix"));
        }

        /** Returns a copy with this suffix. */
        public Name withSuffix(String suffix) {
            return new Name(
                    formattedName,
                    firstName,
                    middleName,
                    lastName,
                    prefix,
                    suffix,
                    JsonFields.without(unknownFields, "suffix"));
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
            Objects.requireNonNull(phone, "phone");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(waId, "waId");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a phone number. */
        public static Phone of(String phone) {
            return new Phone(phone, "", "", Map.of());
        }

        /** Returns a copy with this type, e.g. {@code HOME} or {@code WORK}. */
        public Phone withType(String type) {
            return new Phone(phone, type, waId, JsonFields.without(unknownFields, "type"));
        }

        /** Returns a copy with the person's WhatsApp ID; then the card shows a button to start a chat. */
        public Phone withWaId(String waId) {
            return new Phone(phone, type, waId, JsonFields.without(unknownFields, "wa_id"));
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
            Objects.requireNonNull(email, "email");
            Objects.requireNonNull(type, "type");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates an e-mail address. */
        public static Email of(String email) {
            return new Email(email, "", Map.of());
        }

        /** Returns a copy with this type, e.g. {@code HOME} or {@code WORK}. */
        public Email withType(String type) {
            return new Email(email, type, JsonFields.without(unknownFields, "type"));
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
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(type, "type");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a web address. */
        public static Url of(String url) {
            return new Url(url, "", Map.of());
        }

        /** Returns a copy with this type, e.g. {@code HOME} or {@code WORK}. */
        public Url withType(String type) {
            return new Url(url, type, JsonFields.without(unknownFields, "type"));
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
            Objects.requireNonNull(street, "street");
            Objects.requireNonNull(city, "city");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(zip, "zip");
            Objects.requireNonNull(country, "country");
            Objects.requireNonNull(countryCode, "countryCode");
            Objects.requireNonNull(type, "type");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates an address. */
        public static Address of(String street, String city) {
            return new Address(street, city, "", "", "", "", "", Map.of());
        }

        /** Returns a copy with this state or province. */
        public Address withState(String state) {
            return new Address(
                    street, city, state, zip, country, countryCode, type, JsonFields.without(unknownFields, "state"));
        }

        /** Returns a copy with this postal code. */
        public Address withZip(String zip) {
            return new Address(
                    street, city, state, zip, country, countryCode, type, JsonFields.without(unknownFields, "zip"));
        }

        /** Returns a copy with this country name. */
        public Address withCountry(String country) {
            return new Address(
                    street, city, state, zip, country, countryCode, type, JsonFields.without(unknownFields, "country"));
        }

        /** Returns a copy with this two-letter country code, ISO 3166-1. */
        public Address withCountryCode(String countryCode) {
            return new Address(
                    street,
                    city,
                    state,
                    zip,
                    country,
                    countryCode,
                    type,
                    JsonFields.without(unknownFields, "country_code"));
        }

        /** Returns a copy with this type, e.g. {@code HOME} or {@code WORK}. */
        public Address withType(String type) {
            return new Address(
                    street, city, state, zip, country, countryCode, type, JsonFields.without(unknownFields, "type"));
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
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(department, "department");
            Objects.requireNonNull(title, "title");
            unknownFields = JsonFields.copy(unknownFields, "unknownFields");
        }

        /** Creates a company. */
        public static Org of(String company) {
            return new Org(company, "", "", Map.of());
        }

        /** Returns a copy with this department. */
        public Org withDepartment(String department) {
            return new Org(company, department, title, JsonFields.without(unknownFields, "department"));
        }

        /** Returns a copy with this job title. */
        public Org withTitle(String title) {
            return new Org(company, department, title, JsonFields.without(unknownFields, "title"));
        }

        @Override
        public String toString() {
            return "Org[]";
        }
    }

    private static <T> List<T> and(List<T> list, T one, String name) {
        Objects.requireNonNull(one, name);
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }
}

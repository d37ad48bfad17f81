package io.github.whatsapp360.message;

/** What a message says: the object that stands beside {@code type} in the API's JSON. */
public sealed interface Content
        permits Text, Media, Location, Contacts, Reaction, Interactive, Template, UnknownContent {

    /** The API's word for this type of message, e.g. {@code text}. */
    String type();
}

package io.github.whatsapp360.message;

/**
 * The content of a message: the object beside {@code type} in the API's JSON.
 *
 * <p>Factory methods make a content, and with-methods add its parts. The constructors are for the JSON reader only,
 * because they get a parameter with each new field. A later version may have more types of content, so a
 * {@code switch} over them needs a {@code default}.
 */
public sealed interface Content
        permits Text, Media, Location, Contacts, Reaction, Interactive, Template, UnknownContent {

    /** Returns the API's name of this type of message, e.g. {@code text}. */
    String type();
}

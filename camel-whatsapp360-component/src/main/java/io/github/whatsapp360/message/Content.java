package io.github.whatsapp360.message;

/** The content of a message: the object beside {@code type} in the API's JSON. */
public sealed interface Content
        permits Text, Media, Location, Contacts, Reaction, Interactive, Template, UnknownContent {

    /** Returns the API's name of this type of message, e.g. {@code text}. */
    String type();
}

package io.github.whatsapp360.benchmarks;

import java.io.File;
import java.io.InputStream;

/** One way to talk to the service: each does the same work and answers with the ID out of the service's answer. */
interface Way extends Named, AutoCloseable {

    /** Sends a text and answers the message's ID. */
    String text(String to, String text) throws Exception;

    /** Uploads a PDF and answers its media ID. */
    String upload(File pdf) throws Exception;

    /** Sends a PDF to somebody, however this way does that, and answers the message's ID. */
    String document(String to, File pdf) throws Exception;

    /** Uploads a PDF that can be read once, on a route that redelivers it once if that fails, and answers its media ID. */
    String stream(InputStream pdf) throws Exception;

    @Override
    void close();
}

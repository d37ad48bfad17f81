package io.github.whatsapp360;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.tika.mime.MimeTypes;

/** A public class that is not a door, and knows what the root may not: HouseTest must notice. */
public final class Trespasser {
    HttpClient client;
    MimeTypes detector;
}

package io.github.whatsapp360.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.tika.mime.MimeTypes;

/** Knows everything that its room may not: HouseTest must notice each field. */
public final class Trespasser {
    io.github.whatsapp360.Trespasser root;
    CamelContext context;
    HttpClient client;
    JsonNode json;
    MimeTypes detector;
    Cache<String, String> cache;
}

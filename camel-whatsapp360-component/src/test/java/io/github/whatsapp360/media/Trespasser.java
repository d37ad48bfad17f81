package io.github.whatsapp360.media;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.HttpClient;

/** A class of the lowest package, which uses the highest one and most libraries. {@code HouseTest} must report each. */
final class Trespasser {
    io.github.whatsapp360.Trespasser root;
    CamelContext context;
    HttpClient client;
    JsonParser parser;
    JsonNode json;
    Cache<String, String> cache;
    Bucket bucket;
    MeterRegistry meters;
}

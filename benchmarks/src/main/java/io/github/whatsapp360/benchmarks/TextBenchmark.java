package io.github.whatsapp360.benchmarks;

import io.github.whatsapp360.Whatsapp360Component;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A text message through the component, and the same request by hand through camel-http, against one emulator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextBenchmark {

    private Whatsapp360Emulator emulator;
    private DefaultCamelContext context;
    private ProducerTemplate template;
    private Map<String, Object> headers;

    @Setup
    public void start() {
        emulator = Whatsapp360Emulator.start();
        context = new DefaultCamelContext();
        Whatsapp360Component component = context.getComponent("whatsapp360", Whatsapp360Component.class);
        component.getConfiguration().setBaseUrl(emulator.baseUrl());
        component.getConfiguration().setApiKey(emulator.apiKey());
        component.getConfiguration().setTo("4915112345678");
        context.start();
        template = context.createProducerTemplate();
        headers = Map.of("D360-API-KEY", emulator.apiKey(), Exchange.CONTENT_TYPE, "application/json");
    }

    @TearDown
    public void stop() {
        context.stop();
        emulator.close();
    }

    @Benchmark
    public Object component() {
        return template.requestBody("whatsapp360:send", "Hello");
    }

    @Benchmark
    public Object byHand() {
        String json = "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"4915112345678\","
                + "\"type\":\"text\",\"text\":{\"body\":\"Hello\"}}";
        return template.requestBodyAndHeaders(emulator.baseUrl() + "/messages", json, headers, String.class);
    }
}

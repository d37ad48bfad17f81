package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The example on Spring Boot 3.5; Actuator shows the component's health and metrics. */
class SpringBootTest extends PackagedJar {

    @Test
    @Order(4)
    void actuatorsHealthShowsTheComponent() throws Exception {
        assertThat(actuator("health"))
                .containsPattern("\"producer:whatsapp360-[^\"]+\":\"UP\"")
                .doesNotContain(TO);
    }

    @Test
    @Order(4)
    void actuatorShowsTheMetricsToAPrometheus() throws Exception {
        String metrics = actuator("prometheus");
        String arrived = emulator().messages().size() + ".0";
        long uploads = emulator().requests().stream()
                .filter(request -> request.path().equals("/media"))
                .count();
        assertThat(metrics)
                .contains("messaging_client_sent_messages_total{error_type=\"none\",messaging_operation_name=\"send\","
                        + "messaging_system=\"whatsapp\"} " + arrived)
                .contains("whatsapp360_upload_size_bytes_count " + uploads)
                .contains("whatsapp360_exchanges_active 0.0")
                .doesNotContain(TO);
    }

    private String actuator(String endpoint) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + "/actuator/" + endpoint))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Override
    protected List<String> row(String output) {
        List<String> row = new ArrayList<>(super.row(output));
        row.add("Actuator shows the component's health and metrics");
        return row;
    }
}

package io.github.whatsapp360.emulator.browser;

/** Messages with buttons, lists and other things to press. */
final class Interactives {

    static final String BUTTONS = "{\"type\":\"button\",\"header\":{\"type\":\"text\",\"text\":\"Order 4711\"},"
            + "\"body\":{\"text\":\"Is the address right?\"},\"footer\":{\"text\":\"Example Ltd.\"},\"action\":{\"buttons\":["
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"yes\",\"title\":\"Yes\"}},"
            + "{\"type\":\"reply\",\"reply\":{\"id\":\"no\",\"title\":\"No\"}}]}}";

    static final String LIST =
            "{\"type\":\"list\",\"body\":{\"text\":\"When may we come?\"},\"action\":{\"button\":\"Choose a day\","
                    + "\"sections\":[{\"title\":\"This week\",\"rows\":[{\"id\":\"thu\",\"title\":\"Thursday\",\"description\":\"8 to 12\"},"
                    + "{\"id\":\"fri\",\"title\":\"Friday\"}]},{\"title\":\"Next week\",\"rows\":[{\"id\":\"mon\",\"title\":\"Monday\"}]}]}}";

    static final String ADDRESS =
            """
            {"type":"address_message","body":{"text":"Where shall it go?"},"action":{"name":"address_message","parameters":{
              "country":"IN","values":{"name":"Asha"},"validation_errors":{"in_pin_code":"There is no such pin code"},
              "saved_addresses":[{"id":"work","value":{"name":"Asha","address":"1 Mill Road","city":"Pune"}}]}}}""";

    static final String CALLS =
            "{\"type\":\"call_permission_request\",\"body\":{\"text\":\"May we call you about it?\"},"
                    + "\"action\":{\"name\":\"call_permission_request\"}}";

    static final String ORDER =
            """
            {"type":"order_details","body":{"text":"Your order"},"action":{"name":"review_and_pay","parameters":{
              "reference_id":"A-4711","type":"physical-goods","currency":"EUR","total_amount":{"value":3090,"offset":100},
              "order":{"status":"pending","items":[
                {"retailer_id":"1","name":"Cake","amount":{"value":1500,"offset":100},"sale_amount":{"value":1250,"offset":100},
                 "quantity":2},
                {"retailer_id":"2","name":"Tea","amount":{"value":300,"offset":100},"quantity":1}],
                "subtotal":{"value":2800,"offset":100},"shipping":{"value":490,"offset":100},
                "discount":{"value":200,"offset":100}}}}}""";

    private Interactives() {}
}

package io.github.whatsapp360.emulator.browser;

/** Templates, and messages that use them. */
final class Templates {

    static final String ORDER =
            """
            {"name":"order_due","language":{"code":"en"},"components":[
              {"type":"header","parameters":[{"type":"text","text":"4711"}]},
              {"type":"body","parameters":[{"type":"text","text":"Anna"},
                {"type":"currency","currency":{"fallback_value":"€100.99","code":"EUR","amount_1000":100990}},
                {"type":"date_time","date_time":{"fallback_value":"1 March"}}]},
              {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"4711"}]},
              {"type":"button","sub_type":"quick_reply","index":2,"parameters":[{"type":"payload","payload":"well-4711"}]}]}""";

    static final String OFFER =
            """
            {"name":"holiday","language":{"code":"en"},"components":[
              {"type":"body","parameters":[{"type":"text","text":"Anna"}]},
              {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer",
                "limited_time_offer":{"expiration_time_ms":1796126400000}}]},
              {"type":"button","sub_type":"copy_code","index":0,"parameters":[
                {"type":"coupon_code","coupon_code":"CARIBE25"}]}]}""";

    static final String CODE =
            """
            {"name":"code","language":{"code":"en"},"components":[
              {"type":"body","parameters":[{"type":"text","text":"815-4711"}]},
              {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"815-4711"}]}]}""";

    static final String PLACE =
            """
            {"name":"on_its_way","language":{"code":"en"},"components":[
              {"type":"header","parameters":[{"type":"location","location":
                {"latitude":53.5437,"longitude":9.9661,"name":"Landungsbrücken","address":"20359 Hamburg"}}]}]}""";

    static final String VISIT =
            """
            {"name":"visit","language":{"code":"en"},"components":[{"type":"button","sub_type":"flow","index":"0",
              "parameters":[{"type":"action","action":{"flow_token":"visit-4711","flow_action_data":{"name":"Anna"}}}]}]}""";

    private Templates() {}

    /** Creates the templates that the messages name. */
    static void create(Api api) {
        create(
                api,
                "order_due",
                """
                {"type":"HEADER","format":"TEXT","text":"Order {{1}}"},
                {"type":"BODY","text":"Hello {{1}}, your invoice of *{{2}}* is due on {{3}}."},
                {"type":"FOOTER","text":"Example Ltd."},
                {"type":"BUTTONS","buttons":[
                  {"type":"URL","text":"Track it","url":"https://example.com/track/{{1}}"},
                  {"type":"PHONE_NUMBER","text":"Call us","phone_number":"4930901820"},
                  {"type":"QUICK_REPLY","text":"All is well"},{"type":"QUICK_REPLY","text":"Something is missing"}]}""");
        create(api, "welcome", "{\"type\":\"BODY\",\"text\":\"Welcome to {{city}}, {{first_name}}!\"}");
        create(
                api,
                "invoice",
                "{\"type\":\"HEADER\",\"format\":\"DOCUMENT\"},{\"type\":\"BODY\",\"text\":\"Your invoice, {{1}}.\"}");
        create(
                api,
                "fruit",
                """
                {"type":"BODY","text":"Fruit, {{1}}:"},{"type":"CAROUSEL","cards":[%1$s,%1$s]}"""
                        .formatted(
                                """
                        {"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"{{1}} for €{{2}}"},
                          {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"More of it"}]}]}"""));
        create(
                api,
                "holiday",
                """
                {"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Expiring offer!","has_expiration":true}},
                {"type":"BODY","text":"Good news, {{1}}! Take *25%* off."},
                {"type":"BUTTONS","buttons":[{"type":"COPY_CODE","example":"X"},
                  {"type":"URL","text":"Book now","url":"https://example.com/book"}]}""");
        create(
                api,
                "on_its_way",
                "{\"type\":\"HEADER\",\"format\":\"LOCATION\"},{\"type\":\"BODY\",\"text\":\"We are here.\"}");
        create(
                api,
                "visit",
                """
                {"type":"BODY","text":"When may we visit you?"},
                {"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Choose a time","flow_id":"1",
                  "flow_action":"navigate","navigate_screen":"CHOOSE"}]}""");
        api.call(
                "POST",
                "/v1/configs/templates",
                """
                {"name":"code","language":"en","category":"AUTHENTICATION","components":[
                  {"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":5},
                  {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}""");
        create(
                api,
                "may_we_call",
                "{\"type\":\"BODY\",\"text\":\"May we call you, {{1}}?\"},{\"type\":\"CALL_PERMISSION_REQUEST\"}");
    }

    private static void create(Api api, String name, String components) {
        api.call(
                "POST",
                "/v1/configs/templates",
                "{\"name\":\"" + name + "\",\"language\":\"en\",\"category\":\"UTILITY\",\"components\":[" + components
                        + "]}");
    }

    static String invoice(String mediaId) {
        return """
               {"name":"invoice","language":{"code":"en"},"components":[
                 {"type":"header","parameters":[{"type":"document","document":{"id":"%s","filename":"Invoice 4711.pdf"}}]},
                 {"type":"body","parameters":[{"type":"text","text":"Anna"}]}]}"""
                .formatted(mediaId);
    }

    static String cards(String mediaId) {
        String card =
                """
                {"card_index":%d,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"%s"}}]},
                  {"type":"body","parameters":[{"type":"text","text":"%s"},{"type":"text","text":"%d"}]}]}""";
        return """
               {"name":"fruit","language":{"code":"en"},"components":[
                 {"type":"body","parameters":[{"type":"text","text":"Anna"}]},{"type":"carousel","cards":[%s,%s]}]}"""
                .formatted(card.formatted(0, mediaId, "Apples", 2), card.formatted(1, mediaId, "Pears", 3));
    }
}

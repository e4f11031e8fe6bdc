using System.Text.Json;
using Weir.Gateway.ResponsesSocket;

namespace Weir.Gateway.Tests.ResponsesSocket;

public sealed class TurnMemoryTests
{
    private readonly TurnMemory _memory = new(1000);

    [Fact]
    public void An_id_that_is_not_the_last_one_is_not_expanded()
    {
        _memory.Keep("resp_1", Json("\"a\""), default);
        _memory.Keep("resp_2", Json("\"b\""), default);

        Assert.Null(_memory.Expand(Json("""{"previous_response_id":"resp_1","input":"c"}""")));
        Assert.Null(_memory.Expand(Json("""{"input":"c"}""")));
        Assert.Contains("\"b\"", _memory.Expand(Json("""{"previous_response_id":"resp_2","input":"c"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_that_is_too_long_to_be_sent_is_forgotten()
    {
        _memory.Keep("resp_1", Json($"\"{new string('x', 2000)}\""), default);

        Assert.Null(_memory.Expand(Json("""{"previous_response_id":"resp_1","input":"c"}""")));
    }

    [Fact]
    public void Items_keep_their_bytes_and_ids_that_only_name_a_kept_item_are_dropped()
    {
        _memory.Keep("resp_1", Json("""[{"type":"function_call_output","call_id":"c","output":"1.50"}]"""), Json("""[{"id":"ig_1","type":"image_generation_call"},{"type":"function_call","id":"fc","call_id":"c2","x":1.0}]"""));

        Assert.Equal(
            """[{"type":"function_call_output","call_id":"c","output":"1.50"},{"id":"ig_1","type":"image_generation_call"},{"type":"function_call","call_id":"c2","x":1.0}]""",
            _memory.Expand(Json("""{"previous_response_id":"resp_1"}""")));
    }

    [Theory]
    [InlineData("""{"type":"error","code":"timeout","message":"m","sequence_number":4}""", 504)]
    [InlineData("""{"type":"error","error":{"type":"server_error","code":"rate_limit_exceeded","message":"m"}}""", 429)]
    [InlineData("""{"type":"error","message":"m"}""", 502)]
    public void An_error_of_a_stream_gets_the_status_that_socket_clients_act_on(string @event, int status)
    {
        var told = JsonElement.Parse(SocketErrors.Write(Json(@event)).Span);

        Assert.Equal(status, told.GetProperty("status").GetInt32());
        Assert.Equal("m", told.GetProperty("error").GetProperty("message").GetString());
        Assert.False(told.GetProperty("error").TryGetProperty("sequence_number", out _));
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}

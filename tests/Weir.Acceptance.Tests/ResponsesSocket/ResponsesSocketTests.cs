using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.Fixtures;

namespace Weir.Acceptance.Tests.ResponsesSocket;

/// <summary>Responses over a WebSocket: each request runs as a POST would.</summary>
public sealed class ResponsesSocketTests(ResponsesSocketGateway gateway) : IClassFixture<ResponsesSocketGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_of_the_recorded_stream_is_one_message_and_the_request_is_booked()
    {
        var recorded = RecordedTraffic.Read("openai-responses/text-stream");
        gateway.Upstream.Play(UpstreamAnswer.Recorded(recorded) with { Chunking = Chunking.Random(3) });
        var (socket, id) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Count to 3","x-unknown":[1.50]}""", Token);
            var messages = await UntilEndAsync(socket);

            var events = Encoding.UTF8.GetString(recorded.Response).Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(static line => line[6..].TrimEnd('\r'));
            Assert.Equal(events, messages.Select(static message => message.GetRawText()));
        }

        var received = Assert.Single(gateway.Upstream.Received);
        Assert.Equal("/v1/responses", received.Path);
        Assert.Equal("""{"model":"gpt-4o","input":"Count to 3","x-unknown":[1.50],"stream":true}""", received.Text);
        Assert.Equal("other=1", received.Headers["openai-beta"]);
        var row = await RowOfAsync(id);
        Assert.Equal("responses", row.GetProperty("operation").GetString());
        Assert.True(row.GetProperty("costNanoDollars").GetInt64() > 0);
    }

    [Fact]
    public async Task A_request_that_goes_on_from_one_that_nobody_stored_is_sent_with_the_whole_conversation()
    {
        gateway.Upstream.Play(Answer("resp_1", """{"type":"reasoning","id":"rs_1","summary":[]},{"type":"reasoning","id":"rs_2","encrypted_content":"abc","summary":[]},{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Two."}]}"""), Answer("resp_2", ""));
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","store":false,"input":"One."}""", Token);
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","store":false,"previous_response_id":"resp_1","input":[{"type":"message","role":"user","content":"Three."}]}""", Token);
            await UntilEndAsync(socket);
            await UntilEndAsync(socket);
        }

        var second = gateway.Upstream.Received[1].Json();
        Assert.False(second.TryGetProperty("previous_response_id", out _));
        Assert.Equal(
            """[{"type":"message","role":"user","content":"One."},{"type":"reasoning","encrypted_content":"abc","summary":[]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Two."}]},{"type":"message","role":"user","content":"Three."}]""",
            second.GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task A_warm_up_costs_nothing_and_can_be_gone_on_from()
    {
        gateway.Upstream.Play(Answer("resp_1", ""));
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","generate":false,"input":"Be ready."}""", Token);
            var id = (await UntilEndAsync(socket))[^1].GetProperty("response").GetProperty("id").GetString();
            Assert.Empty(gateway.Upstream.Received);

            await socket.SendAsync($$"""{"type":"response.create","model":"own/gpt-4o","previous_response_id":"{{id}}","input":"Go."}""", Token);
            await UntilEndAsync(socket);
        }

        var sent = Assert.Single(gateway.Upstream.Received).Json().GetProperty("input");
        Assert.Equal(["Be ready.", "Go."], sent.EnumerateArray().Select(static item => item.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task A_target_of_another_dialect_answers_in_events_of_Responses()
    {
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text-stream-usage"));
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"chat/gpt-4o","input":"Hello."}""", Token);
            var messages = await UntilEndAsync(socket);

            Assert.Equal("response.created", messages[0].GetProperty("type").GetString());
            Assert.True(messages[^1].GetProperty("response").GetProperty("usage").GetProperty("output_tokens").GetInt64() > 0);
        }

        Assert.EndsWith("/chat/completions", Assert.Single(gateway.Upstream.Received).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_nobody_has_is_told_with_the_code_that_clients_act_on_and_the_socket_goes_on()
    {
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text-stream-usage"));
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"chat/gpt-4o","previous_response_id":"resp_gone","input":"Hello."}""", Token);
            var error = await socket.ReadJsonAsync(Token);
            Assert.Equal(400, error.GetProperty("status").GetInt32());
            Assert.Equal("previous_response_not_found", error.GetProperty("error").GetProperty("code").GetString());

            await socket.SendAsync("""{"type":"response.create","model":"chat/gpt-4o","input":"Hello."}""", Token);
            await UntilEndAsync(socket);
        }
    }

    [Fact]
    public async Task An_upstream_s_refusal_is_an_error_event_with_its_status_and_its_wait()
    {
        var refusal = UpstreamAnswer.Json("""{"error":{"message":"Slow down.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", status: 429);
        gateway.Upstream.Play(refusal with { Headers = new Dictionary<string, string>(refusal.Headers) { ["retry-after"] = "7" } });
        var (socket, id) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Hello."}""", Token);
            var error = await socket.ReadJsonAsync(Token);

            Assert.Equal("error", error.GetProperty("type").GetString());
            Assert.Equal(429, error.GetProperty("status").GetInt32());
            Assert.Equal("rate_limit_exceeded", error.GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("7", error.GetProperty("headers").GetProperty("retry-after").GetString());
        }

        Assert.Equal("rate_limited", (await RowOfAsync(id)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_stream_that_breaks_off_ends_in_an_error_event_with_a_status()
    {
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-responses/text-stream") with { Chunking = Chunking.PerEvent, Pieces = 3, Ending = UpstreamEnding.Cut });
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Hello."}""", Token);
            var last = (await UntilEndAsync(socket))[^1];

            Assert.Equal("error", last.GetProperty("type").GetString());
            Assert.Equal(502, last.GetProperty("status").GetInt32());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_stops_the_upstream(bool politely)
    {
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-responses/text-stream") with { Chunking = Chunking.PerEvent, Pieces = 3, Ending = UpstreamEnding.Stall });
        var (socket, id) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Hello."}""", Token);
            await socket.ReadAsync(Token);
            if (politely)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
            }
            else
            {
                socket.Abort();
            }

            await Assert.Single(gateway.Upstream.Received).HungUp.WaitAsync(TimeSpan.FromSeconds(15), Token);
        }

        Assert.Equal("cancelled", (await RowOfAsync(id)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"model":"own/gpt-4o","input":"no type"}""")]
    [InlineData("""{"type":"response.create","input":"no model"}""")]
    [InlineData("""{"type":"response.create","model":"own/gpt-4o","stream_id":"a","input":"x"}""")]
    [InlineData("[1]")]
    public async Task A_bad_message_is_told_and_the_socket_stays_open(string message)
    {
        gateway.Upstream.Play(Answer("resp_1", ""));
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync(message, Token);
            var error = await socket.ReadJsonAsync(Token);
            Assert.Equal(400, error.GetProperty("status").GetInt32());
            Assert.Equal("invalid_request", error.GetProperty("error").GetProperty("code").GetString());

            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Hello."}""", Token);
            await UntilEndAsync(socket);
        }
    }

    [Fact]
    public async Task A_message_above_the_body_limit_closes_the_socket()
    {
        var (socket, _) = await gateway.OpenAsync(Token);
        using (socket)
        {
            await socket.SendAsync(new string(' ', 1_100_000), Token);

            Assert.Equal("payload_too_large", (await socket.ReadJsonAsync(Token)).GetProperty("error").GetProperty("code").GetString());
            Assert.Null(await socket.ReadAsync(Token));
            Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
        }
    }

    [Fact]
    public async Task A_key_that_is_revoked_meanwhile_opens_nothing_more()
    {
        var created = await gateway.Weir.RunCliAsync("keys", "create", "brief", "--json");
        var (socket, _) = await gateway.OpenAsync(Token, created.Json().GetProperty("key").GetString());
        using (socket)
        {
            await gateway.Weir.RunCliAsync("keys", "revoke", "brief", "--yes");
            await socket.SendAsync("""{"type":"response.create","model":"own/gpt-4o","input":"Hello."}""", Token);

            Assert.Equal(401, (await socket.ReadJsonAsync(Token)).GetProperty("status").GetInt32());
        }
    }

    [Fact]
    public async Task A_gateway_that_stops_says_so_and_does_not_wait_for_idle_sockets()
    {
        using var home = new WeirHome(gateway.Weir.Home.Setup);
        await using var weir = await WeirProcess.StartAsync(home, Token);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-api-key", weir.ClientKey);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{weir.Url.Port}/v1/responses"), Token);

        var watch = Stopwatch.StartNew();
        var stopping = weir.StopAsync(Token);

        Assert.Null(await socket.ReadAsync(Token));
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        await stopping;
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task A_plain_GET_is_told_what_the_address_is()
    {
        using var response = await gateway.Weir.Http.GetAsync(new Uri("v1/responses", UriKind.Relative), Token);

        Assert.Equal(426, (int)response.StatusCode);
    }

    private static UpstreamAnswer Answer(string id, string output) => UpstreamAnswer.Stream(
        $$"""
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"{{id}}","object":"response","status":"in_progress","output":[]} }

        event: response.completed
        data: {"type":"response.completed","sequence_number":1,"response":{"id":"{{id}}","object":"response","status":"completed","output":[{{output}}],"usage":{"input_tokens":3,"output_tokens":5,"total_tokens":8} } }


        """);

    private static async Task<IReadOnlyList<JsonElement>> UntilEndAsync(ClientWebSocket socket)
    {
        List<JsonElement> messages = [];
        do
        {
            messages.Add(await socket.ReadJsonAsync(Token));
        }
        while (messages[^1].GetProperty("type").GetString() is not ("response.completed" or "response.failed" or "response.incomplete" or "error"));
        return messages;
    }

    /// <summary>The ledger's row of a session's request.</summary>
    private async Task<JsonElement> RowOfAsync(string session)
    {
        JsonElement row = default;
        await Eventually.BeTrueAsync(
            $"a row of the session {session}",
            async () =>
            {
                var rows = (await gateway.Weir.RunCliAsync("requests", "list", "--json", "--limit", "100")).Json();
                row = rows.EnumerateArray().FirstOrDefault(row => row.TryGetProperty("runId", out var run) && run.GetString() == session);
                return row.ValueKind == JsonValueKind.Object;
            },
            Token);
        return row;
    }
}

using System.Net.WebSockets;
using System.Security.Cryptography;
using Weir.Acceptance.Tests.Ledger;
using Weir.Acceptance.Tests.Money;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Realtime;

/// <summary>Realtime sessions pass both ways as they are, and each response is booked.</summary>
public sealed class RealtimeTests(RealtimeGateway gateway) : IClassFixture<RealtimeGateway>
{
    private const string Done = """
        {"type":"response.done","event_id":"event_1","response":{"object":"realtime.response","id":"resp_1","status":"completed","output":[{"type":"message","content":[{"type":"output_audio","transcript":"A \"usage\" of water."}]}],
        "usage":{"total_tokens":253,"input_tokens":132,"output_tokens":121,"input_token_details":{"text_tokens":112,"audio_tokens":20,"cached_tokens":64,"cached_tokens_details":{"text_tokens":57,"audio_tokens":7}},"output_token_details":{"text_tokens":30,"audio_tokens":91}}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_goes_to_the_connection_with_its_credential_and_both_sides_hear_each_other()
    {
        var (client, provider, _) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            await client.SendAsync("""{"type":"session.update","session":{"voice":"marin"}}""", Token);
            Assert.Equal("""{"type":"session.update","session":{"voice":"marin"}}""", await provider.Socket.ReadTextAsync(Token));
            await provider.Socket.SendAsync("""{"type":"session.updated"}""", Token);
            Assert.Equal("""{"type":"session.updated"}""", await client.ReadTextAsync(Token));

            Assert.Equal("/v1/realtime?model=gpt-realtime", provider.Path);
            Assert.Equal("Bearer " + gateway.UpstreamKey, provider.Headers["authorization"]);
            Assert.Equal("river", provider.Headers["x-team"]);
            Assert.Equal("voice/gpt-realtime", client.HttpResponseHeaders!["x-weir-model"].Single());
        }
    }

    [Fact]
    public async Task A_browser_presents_its_key_as_a_subprotocol_and_the_provider_never_sees_it()
    {
        using var client = RealtimeGateway.NewClient();
        client.Options.AddSubProtocol("realtime");
        client.Options.AddSubProtocol("openai-insecure-api-key." + gateway.Weir.ClientKey);
        client.Options.AddSubProtocol("openai-beta.realtime-v1");

        await client.ConnectAsync(gateway.Address("voice/gpt-realtime"), Token);
        using var provider = await gateway.Upstream.NextAsync(Token);

        Assert.Equal("realtime", client.SubProtocol);
        Assert.Equal(["realtime", "openai-beta.realtime-v1"], provider.Protocols);
        Assert.DoesNotContain(provider.Headers.Values, value => value.Contains(gateway.Weir.ClientKey, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text, 3_000_000)]
    [InlineData(WebSocketMessageType.Binary, 3_000_000)]
    public async Task Messages_of_any_size_arrive_whole_in_both_directions(WebSocketMessageType type, int size)
    {
        var (client, provider, _) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            var message = System.Text.Encoding.ASCII.GetBytes($$"""{"type":"response.output_audio.delta","delta":"{{Convert.ToHexString(RandomNumberGenerator.GetBytes(size / 2))}}"}""");
            var up = client.SendAsync(message, type, endOfMessage: true, Token);
            Assert.Equal(message, await provider.Socket.ReadAsync(Token));
            await up;
            var down = provider.Socket.SendAsync(message, type, endOfMessage: true, Token);
            Assert.Equal(message, await client.ReadAsync(Token));
            await down;
        }
    }

    [Fact]
    public async Task Each_response_is_booked_before_its_event_arrives_with_audio_and_cached_tokens_at_their_own_price()
    {
        var (client, provider, id) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            for (var i = 0; i < 2; i++)
            {
                await provider.Socket.SendAsync("""{"type":"response.created","response":{"id":"resp_1"}}""", Token);
                await provider.Socket.SendAsync(Done, Token);
                Assert.Contains("response.created", await client.ReadTextAsync(Token), StringComparison.Ordinal);
                Assert.Equal(Done, await client.ReadTextAsync(Token));
            }
        }

        var row = await LedgerRow.ReadAsync(gateway.Weir, id, Token);
        Assert.Equal("realtime", row.GetProperty("operation").GetString());
        Assert.Equal("voice/gpt-realtime", row.GetProperty("modelAnswered").GetString());
        var usage = row.GetProperty("usage");
        Assert.Equal(132, usage.GetProperty("input").GetInt64());
        Assert.Equal(91, usage.GetProperty("outputAudio").GetInt64());

        // Nano-dollars a token: cached 400, audio in 32,000, text in 4,000; audio out 64,000, text out 16,000. 13 audio tokens did not come from the cache.
        const long Cost = (64 * 400) + (13 * 32_000) + ((132 - 64 - 13) * 4_000) + (91 * 64_000) + (30 * 16_000);
        Assert.Equal(Cost, row.GetProperty("costNanoDollars").GetInt64());
        var rows = (await gateway.Weir.RunCliAsync("requests", "list", "--json", "--limit", "50")).Json();
        Assert.Equal(2, rows.EnumerateArray().Count(row => row.TryGetProperty("runId", out var run) && run.GetString() == id));
    }

    [Fact]
    public async Task A_killed_gateway_has_booked_what_the_client_has_seen()
    {
        using var home = new WeirHome(gateway.Weir.Home.Setup);
        string id;
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            using var client = RealtimeGateway.NewClient();
            client.Options.SetRequestHeader("x-api-key", weir.ClientKey);
            await client.ConnectAsync(new Uri($"ws://127.0.0.1:{weir.Url.Port}/v1/realtime?model=gpt-realtime"), Token);
            id = client.HttpResponseHeaders!["x-weir-request-id"].Single();
            using var provider = await gateway.Upstream.NextAsync(Token);
            await provider.Socket.SendAsync(Done, Token);
            await client.ReadTextAsync(Token);
            await weir.KillAsync(Token);
        }

        await using var again = await WeirProcess.StartAsync(home, Token);
        var row = await LedgerRow.ReadAsync(again, id, Token);
        Assert.Equal(253, row.GetProperty("usage").GetProperty("input").GetInt64() + row.GetProperty("usage").GetProperty("output").GetInt64());
    }

    [Fact]
    public async Task Close_codes_are_passed_on_in_both_directions()
    {
        var (client, provider, _) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            await provider.Socket.CloseOutputAsync((WebSocketCloseStatus)4001, "session expired", Token);
            Assert.Null(await client.ReadAsync(Token));
            Assert.Equal((4001, "session expired"), ((int)client.CloseStatus!, client.CloseStatusDescription));
        }

        (client, provider, _) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            await client.CloseOutputAsync((WebSocketCloseStatus)3000, "done", Token);
            Assert.Null(await provider.Socket.ReadAsync(Token));
            Assert.Equal((3000, "done"), ((int)provider.Socket.CloseStatus!, provider.Socket.CloseStatusDescription));
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_the_provider_s_session_at_once_and_leaves_a_row()
    {
        // The best of a few: the machine has other things to do.
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5 && best > TimeSpan.FromMilliseconds(100); run++)
        {
            var (client, provider, id) = await gateway.OpenAsync(Token);
            using (provider)
            {
                await provider.Socket.SendAsync("""{"type":"response.created","response":{"id":"resp_1"}}""", Token);
                await client.ReadTextAsync(Token);
                client.Abort();
                var time = await provider.TimeToEndAsync(Token);
                client.Dispose();
                best = time < best ? time : best;
            }

            var row = await LedgerRow.ReadAsync(gateway.Weir, id, Token);
            Assert.Equal("cancelled", row.GetProperty("error").GetString());
        }

        Assert.True(best <= TimeSpan.FromMilliseconds(100), best.ToString());
    }

    [Fact]
    public async Task A_provider_that_breaks_off_is_told_as_an_error_event_and_a_close()
    {
        var (client, provider, _) = await gateway.OpenAsync(Token);
        using (client)
        using (provider)
        {
            provider.Break();
            var error = await client.ReadJsonAsync(Token);

            Assert.Equal("error", error.GetProperty("type").GetString());
            Assert.Equal("network_error", error.GetProperty("error").GetProperty("code").GetString());
            Assert.Null(await client.ReadAsync(Token));
            Assert.Equal(WebSocketCloseStatus.InternalServerError, client.CloseStatus);
        }
    }

    [Fact]
    public async Task A_response_that_the_ledger_can_t_take_ends_the_session_with_the_reason()
    {
        using var home = new WeirHome(gateway.Weir.Home.Setup);
        await using var weir = await WeirProcess.StartAsync(home, Token);
        using var client = RealtimeGateway.NewClient();
        client.Options.SetRequestHeader("x-api-key", weir.ClientKey);
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{weir.Url.Port}/v1/realtime?model=gpt-realtime"), Token);
        using var provider = await gateway.Upstream.NextAsync(Token);
        LostJournal.Block(home.DataFolder);

        var heard = Done;
        while (heard == Done)
        {
            await provider.Socket.SendAsync(Done, Token);
            heard = await client.ReadTextAsync(Token);
            await Task.Delay(20, Token);
        }

        Assert.Contains("\"code\":\"overloaded\"", heard, StringComparison.Ordinal);
        Assert.Contains("The ledger can't be kept now", heard, StringComparison.Ordinal);
        Assert.Null(await client.ReadAsync(Token));
        Assert.Equal(WebSocketCloseStatus.InternalServerError, client.CloseStatus);
        Assert.Null(await provider.Socket.ReadAsync(Token));
    }

    [Fact]
    public async Task A_gateway_that_stops_closes_both_sides()
    {
        using var home = new WeirHome(gateway.Weir.Home.Setup);
        await using var weir = await WeirProcess.StartAsync(home, Token);
        using var client = RealtimeGateway.NewClient();
        client.Options.SetRequestHeader("x-api-key", weir.ClientKey);
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{weir.Url.Port}/v1/realtime?model=gpt-realtime"), Token);
        using var provider = await gateway.Upstream.NextAsync(Token);

        var stopping = weir.StopAsync(Token);

        Assert.Null(await client.ReadAsync(Token));
        Assert.Null(await provider.Socket.ReadAsync(Token));
        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, WebSocketCloseStatus.EndpointUnavailable), (client.CloseStatus, provider.Socket.CloseStatus));
        await stopping.WaitAsync(TimeSpan.FromSeconds(5), Token);
    }

    [Theory]
    [InlineData("voice/gpt-realtime", true, 401)]
    [InlineData("no-such-model", false, 404)]
    [InlineData("", false, 400)]
    [InlineData("simulator/echo", false, 404)]
    public async Task What_is_wrong_before_the_upgrade_is_an_ordinary_error(string model, bool wrongKey, int status)
    {
        using var client = RealtimeGateway.NewClient();
        client.Options.SetRequestHeader("Authorization", "Bearer " + (wrongKey ? WeirSetup.RandomKey() : gateway.Weir.ClientKey));

        await Assert.ThrowsAsync<WebSocketException>(() => client.ConnectAsync(gateway.Address(model), Token));

        Assert.Equal(status, (int)client.HttpStatusCode);
    }

    [Fact]
    public async Task A_provider_s_refusal_keeps_its_status_and_a_plain_GET_is_told_what_to_do()
    {
        gateway.Upstream.Refusal = 429;
        try
        {
            using var client = RealtimeGateway.NewClient();
            client.Options.SetRequestHeader("Authorization", "Bearer " + gateway.Weir.ClientKey);
            await Assert.ThrowsAsync<WebSocketException>(() => client.ConnectAsync(gateway.Address("voice/gpt-realtime"), Token));
            Assert.Equal(429, (int)client.HttpStatusCode);
        }
        finally
        {
            gateway.Upstream.Refusal = null;
        }

        using var plain = await gateway.Weir.Http.GetAsync(new Uri("v1/realtime?model=voice/gpt-realtime", UriKind.Relative), Token);
        Assert.Equal(426, (int)plain.StatusCode);
        Assert.Contains("WebSocket", await plain.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}

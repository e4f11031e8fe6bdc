using System.Text;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Ledger;

/// <summary>Each request is booked: what it used, what it cost, how it ended.</summary>
public sealed class LedgerTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openai-chat/text")]
    [InlineData("openai-chat/text-stream-usage")]
    public async Task The_cost_is_the_price_times_the_usage(string name)
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Recorded(name) with { Chunking = Chunking.Random(5) });

        var answer = await weir.Http.ChatAsync("priced/house-model", Token, stream: name.Contains("stream", StringComparison.Ordinal));
        var row = await LedgerRow.ReadAsync(weir, answer.RequestId, Token);

        var usage = row.GetProperty("usage");
        var input = usage.GetProperty("input").GetInt64();
        var output = usage.GetProperty("output").GetInt64();
        Assert.True(input > 0 && output > 0);
        Assert.Equal((input * 10_000) + (output * 30_000), row.GetProperty("costNanoDollars").GetInt64());
        Assert.False(row.GetProperty("estimated").GetBoolean());
        Assert.Equal("priced/house-model", row.GetProperty("modelAnswered").GetString());
        Assert.Equal(200, row.GetProperty("status").GetInt32());
        Assert.Single(row.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task A_refused_request_and_its_attempt_are_booked()
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-compat/error-429"));

        var answer = await weir.Http.ChatAsync("priced/house-model", Token);
        var row = await LedgerRow.ReadAsync(weir, answer.RequestId, Token);

        Assert.Equal(429, answer.Status);
        Assert.Equal(429, row.GetProperty("status").GetInt32());
        Assert.Equal("rate_limited", row.GetProperty("error").GetString());
        Assert.Equal(429, Assert.Single(row.GetProperty("attempts").EnumerateArray()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_request_that_was_never_sent_is_booked_too()
    {
        var weir = await gateway.WeirAsync();

        var answer = await weir.Http.ChatAsync("no-such-model", Token, headers: [("x-weir-tags", "team=a"), ("x-weir-run", "run-1")]);
        var row = await LedgerRow.ReadAsync(weir, answer.RequestId, Token);

        Assert.Equal("model_not_available", row.GetProperty("error").GetString());
        Assert.Equal("no-such-model", row.GetProperty("modelAsked").GetString());
        Assert.Equal("team=a", row.GetProperty("tags").GetString());
        Assert.Equal("run-1", row.GetProperty("runId").GetString());
        Assert.Empty(row.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_an_estimated_row()
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text-stream-usage") with
        {
            Chunking = Chunking.PerEvent,
            Pieces = 5,
            Ending = UpstreamEnding.Stall,
        });
        string id;
        using (var client = weir.CreateClient())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("priced/house-model", stream: true) };
            request.Headers.Add("x-api-key", weir.ClientKey);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            id = response.Headers.GetValues("x-weir-request-id").Single();
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            await body.ReadExactlyAsync(new byte[1], Token);
        }

        var row = await LedgerRow.ReadAsync(weir, id, Token);

        Assert.True(row.GetProperty("estimated").GetBoolean());
        Assert.Equal(499, row.GetProperty("status").GetInt32());
        Assert.Equal("cancelled", row.GetProperty("error").GetString());
        Assert.True(row.GetProperty("usage").GetProperty("output").GetInt64() > 0);
        Assert.True(row.GetProperty("costNanoDollars").GetInt64() > 0);
    }

    [Fact]
    public async Task A_stream_without_usage_is_estimated_and_marked()
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/n-choices-stream"));

        var answer = await weir.Http.ChatAsync("priced/house-model", Token, stream: true);
        var row = await LedgerRow.ReadAsync(weir, answer.RequestId, Token);

        Assert.True(row.GetProperty("estimated").GetBoolean());
        Assert.True(row.GetProperty("usage").GetProperty("output").GetInt64() > 0);
    }

    [Fact]
    public async Task The_usage_command_sums_what_was_booked()
    {
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text"));
        var answer = await weir.Http.ChatAsync("priced/house-model", Token);
        await LedgerRow.ReadAsync(weir, answer.RequestId, Token);

        var result = await weir.RunCliAsync("usage", "--by", "model", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("priced/house-model", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_prompt_and_no_answer_is_kept()
    {
        const string Prompt = "a-prompt-that-nobody-else-writes";
        var weir = await gateway.WeirAsync();
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"choices":[{"message":{"content":"an-answer-that-nobody-else-gives"}}]}"""));
        using var response = await weir.Http.PostAsync(ChatCalls.Route, ChatCalls.Body("priced/house-model", text: Prompt), Token);
        await LedgerRow.ReadAsync(weir, response.Headers.GetValues("x-weir-request-id").Single(), Token);

        foreach (var file in Directory.EnumerateFiles(weir.Home.DataFolder, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "lock"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, Encoding.Latin1);
            var text = await reader.ReadToEndAsync(Token);
            Assert.DoesNotContain(Prompt, text, StringComparison.Ordinal);
            Assert.DoesNotContain("an-answer-that-nobody-else-gives", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Prompt, weir.Log, StringComparison.Ordinal);
    }
}

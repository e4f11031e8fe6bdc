using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Batches;

/// <summary>Files and batches lie at a connection, belong to the key that made them, and are booked once.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    /// <summary>Two answers of one model, one of another, one failure. Each answer: 100 in, 10 out.</summary>
    private static readonly string Output = string.Join('\n', Line("gpt-4o-mini-2024-07-18"), Line("gpt-4o-mini"), Line("house-model"), """{"id":"x","custom_id":"4","response":{"status_code":400,"body":{"error":{"message":"no"}}},"error":null}""", "");

    private BatchUpstream? _upstream;
    private WeirHome? _home;
    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BatchUpstream Upstream => _upstream!;

    private WeirProcess Weir => _weir!;

    [Fact]
    public async Task A_batch_s_way_needs_a_connection_once_and_then_ids_alone()
    {
        var refused = await CallAsync("POST", "v1/files", "the lines");
        Assert.Equal(400, refused.Status);
        Assert.Contains("one, two", refused.Text, StringComparison.Ordinal);

        var file = (await CallAsync("POST", "v1/files?connection=two", "the lines")).Id;
        Assert.Equal("the lines", (await CallAsync("GET", $"v1/files/{file}/content")).Text);
        var batch = (await CallAsync("POST", "v1/batches", $$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions","completion_window":"24h"}""")).Id;
        Assert.Equal("validating", (await CallAsync("GET", $"v1/batches/{batch}")).Json.GetProperty("status").GetString());

        Upstream.Finish(batch, Output);
        var output = (await CallAsync("GET", $"v1/batches/{batch}")).Json.GetProperty("output_file_id").GetString();
        Assert.Equal(Output, (await CallAsync("GET", $"v1/files/{output}/content")).Text);
        Assert.Equal([batch], Ids(await CallAsync("GET", "v1/batches?connection=two&limit=5")));
    }

    [Fact]
    public async Task A_batch_that_is_over_is_booked_by_model_at_half_the_price_once()
    {
        var batch = await CreateAsync();
        Upstream.Finish(batch, Output);
        await CallAsync("GET", $"v1/batches/{batch}");

        var rows = await RowsAsync(batch, 2);
        await CallAsync("GET", $"v1/batches/{batch}");
        var mini = rows.Single(static row => row.GetProperty("modelAnswered").GetString() == "two/gpt-4o-mini");
        Assert.Equal(200, mini.GetProperty("usage").GetProperty("input").GetInt64());
        Assert.Equal(20, mini.GetProperty("usage").GetProperty("output").GetInt64());
        Assert.Equal(((200 * 10_000) + (20 * 30_000)) / 2, mini.GetProperty("costNanoDollars").GetInt64());
        Assert.Single(rows, static row => row.GetProperty("modelAnswered").GetString() == "two/house-model");
        Assert.Equal(1, Upstream.Downloads);

        // What the batch tells of its usage is not the usage of those who look at it.
        var all = (await Weir.RunCliAsync("requests", "list", "--json", "--limit", "100")).Json().EnumerateArray();
        Assert.All(all.Where(static row => row.GetProperty("operation").GetString() == "batches"), static row => Assert.Equal(0, row.GetProperty("usage").GetProperty("input").GetInt64()));
    }

    [Fact]
    public async Task A_batch_that_ended_while_the_gateway_was_down_is_booked_by_itself_and_stays_booked_once()
    {
        var batch = await CreateAsync();
        await Weir.KillAsync(Token);
        Upstream.Finish(batch, Output, "expired");
        await RestartAsync();
        var rows = await RowsAsync(batch, 2);

        await Weir.KillAsync(Token);
        await RestartAsync();
        await CallAsync("GET", $"v1/batches/{batch}");

        Assert.Equal(rows.Select(static row => row.GetProperty("id").GetString()), (await RowsAsync(batch, 2)).Select(static row => row.GetProperty("id").GetString()));
        Assert.Equal(1, Upstream.Downloads);
    }

    [Fact]
    public async Task A_batch_is_booked_before_its_output_is_deleted()
    {
        var batch = await CreateAsync();
        Upstream.Finish(batch, Output);
        var output = (await CallAsync("GET", $"v1/batches/{batch}")).Json.GetProperty("output_file_id").GetString();

        Assert.Equal(200, (await CallAsync("DELETE", $"v1/files/{output}")).Status);

        Assert.Equal(2, (await RowsAsync(batch, 2)).Count);
        Assert.Equal(404, (await CallAsync("GET", $"v1/files/{output}")).Status);
    }

    [Fact]
    public async Task An_output_that_is_gone_is_booked_by_what_the_batch_tells()
    {
        var batch = await CreateAsync();
        await Weir.KillAsync(Token);
        Upstream.Finish(batch, Output);
        Upstream.Files.Clear();
        await RestartAsync();

        Assert.Equal(999_999, Assert.Single(await RowsAsync(batch, 1)).GetProperty("usage").GetProperty("input").GetInt64());
    }

    [Fact]
    public async Task A_key_sees_only_its_own()
    {
        var file = (await CallAsync("POST", "v1/files?connection=two", "mine")).Id;
        var batch = await CreateAsync();
        Upstream.Files["file-of-a-stranger"] = "not mine";
        var other = (await Weir.RunCliAsync("keys", "create", "other", "--json")).Json().GetProperty("key").GetString();

        foreach (var (method, path, body) in new[] { ("GET", $"v1/files/{file}", null), ("GET", $"v1/files/{file}/content", null), ("DELETE", $"v1/files/{file}", null), ("POST", $"v1/batches/{batch}/cancel", ""), ("POST", "v1/batches", $$"""{"input_file_id":"{{file}}"}""") })
        {
            var refused = await CallAsync(method, path, body, other);
            Assert.Equal(404, refused.Status);
            Assert.Contains("/p/CONNECTION/", refused.Text, StringComparison.Ordinal);
        }

        Assert.Empty(Ids(await CallAsync("GET", "v1/files?connection=two", key: other)));
        Assert.DoesNotContain("file-of-a-stranger", Ids(await CallAsync("GET", "v1/files?connection=two")));
        Assert.Contains(file, Ids(await CallAsync("GET", "v1/files?connection=two")));
        Assert.Equal(404, (await CallAsync("GET", "v1/files/file-of-a-stranger/content")).Status);
        Assert.Equal("cancelling", (await CallAsync("POST", $"v1/batches/{batch}/cancel", "")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_finished_upload_s_file_is_known()
    {
        var upload = (await CallAsync("POST", "v1/uploads?connection=one", """{"filename":"a","purpose":"batch","bytes":1,"mime_type":"text/jsonl"}""")).Id;
        Assert.Equal(200, (await CallAsync("POST", $"v1/uploads/{upload}/parts", "part")).Status);
        var file = (await CallAsync("POST", $"v1/uploads/{upload}/complete", """{"part_ids":[]}""")).Json.GetProperty("file").GetProperty("id").GetString();

        Assert.Equal(200, (await CallAsync("GET", $"v1/files/{file}")).Status);
    }

    [Theory]
    [InlineData("v1/assistants")]
    [InlineData("v1/threads/thread_1/runs")]
    [InlineData("v1/vector_stores")]
    [InlineData("v1/fine_tuning/jobs")]
    public async Task What_is_not_served_says_why_and_what_to_do(string path)
    {
        var answer = await CallAsync("POST", path, "{}");

        Assert.Equal(404, answer.Status);
        var error = answer.Json.GetProperty("error");
        Assert.Contains("is not served: ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("/p/CONNECTION/", error.GetProperty("action").GetString(), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _upstream = await BatchUpstream.StartAsync(Token);
        _home = new WeirHome(new WeirSetup
        {
            Config = $$"""
                version: 2
                providers:
                  - {name: one, type: openai, base_url: {{Upstream.BaseUrl}}, api_key: sk-one-that-is-long-enough}
                  - name: two
                    type: openai
                    base_url: {{Upstream.BaseUrl}}
                    api_key: sk-two-that-is-long-enough
                    models:
                      - {id: gpt-4o-mini, cost: {input: 10, output: 30} }
                """,
        });
        await RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Weir.DisposeAsync();
        await Upstream.DisposeAsync();
        _home!.Dispose();
    }

    private static string Line(string model) =>
        $$$"""{"id":"batch_req_1","custom_id":"1","response":{"status_code":200,"request_id":"r","body":{"id":"c","object":"chat.completion","model":"{{{model}}}","choices":[{"message":{"content":"\"usage\": {\"prompt_tokens\": 5}"}}],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110} } },"error":null}""";

    private static string[] Ids(Answer list) => [.. list.Json.GetProperty("data").EnumerateArray().Select(static one => one.GetProperty("id").GetString()!)];

    private async Task RestartAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        _weir = await WeirProcess.StartAsync(_home!, Token);
    }

    private async Task<string> CreateAsync()
    {
        var file = (await CallAsync("POST", "v1/files?connection=two", "the lines")).Id;
        return (await CallAsync("POST", "v1/batches", $$"""{"input_file_id":"{{file}}"}""")).Id;
    }

    private async Task<Answer> CallAsync(string method, string path, string? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var client = Weir.CreateClient();
        request.Headers.Add("x-api-key", key ?? Weir.ClientKey);
        using var response = await client.SendAsync(request, Token);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>The ledger's rows of a batch, as soon as there are so many.</summary>
    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string batch, int count)
    {
        List<JsonElement> rows = [];
        await Eventually.BeTrueAsync(
            $"{count} rows of {batch}",
            async () =>
            {
                rows = [.. (await Weir.RunCliAsync("requests", "list", "--json", "--limit", "100")).Json().EnumerateArray().Where(row => row.GetProperty("operation").GetString() == "batch" && row.GetProperty("runId").GetString() == batch)];
                return rows.Count == count;
            },
            Token);
        return rows;
    }

    private sealed record Answer(int Status, string Text)
    {
        public JsonElement Json => JsonElement.Parse(Text);

        public string Id => Json.GetProperty("id").GetString()!;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Weir.Gateway.Simulation;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Simulation;

public sealed class SimulatorHandlerTests
{
    private static readonly SimulatorSettings AtOnce = new() { FirstByteDelay = TimeSpan.Zero, TokensPerSecond = 0 };

    [Fact]
    public async Task Echo_repeats_the_last_user_message() =>
        Assert.Equal("two  words", Content(await WholeAsync(Chat("echo", "two  words"))));

    [Fact]
    public async Task Echo_streams_the_last_user_message() =>
        Assert.Equal("two  words", Joined(await StreamAsync(Chat("echo", "two  words", stream: true)), "content"));

    [Fact]
    public async Task Lorem_writes_as_many_tokens_as_the_settings_say()
    {
        var answer = await WholeAsync(Chat("lorem", "hi"), AtOnce with { LoremTokens = 12 });

        Assert.Equal(12, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task Lorem_writes_as_many_tokens_as_the_request_allows(string limit)
    {
        var answer = await WholeAsync(Chat("lorem", "hi", more: $",\"{limit}\":5"));

        Assert.Equal(5, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Lorem_streams_its_first_words() =>
        Assert.Equal("lorem ipsum dolor", Joined(await StreamAsync(Chat("lorem", "hi", stream: true, more: ",\"max_tokens\":3")), "content"));

    [Fact]
    public async Task Tools_calls_the_first_tool()
    {
        var answer = await WholeAsync(Chat("tools", "hi", more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]"));

        Assert.Equal("look", Message(answer).GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Tools_finishes_for_its_tool_call()
    {
        var answer = await WholeAsync(Chat("tools", "hi", more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]"));

        Assert.Equal("tool_calls", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task Tools_streams_arguments_that_are_JSON_together()
    {
        var events = await StreamAsync(Chat("tools", "hi", stream: true, more: ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]"));
        var arguments = Chunks(events)
            .SelectMany(static chunk => chunk.GetProperty("choices").EnumerateArray())
            .Where(static choice => choice.GetProperty("delta").TryGetProperty("tool_calls", out _))
            .Select(static choice => choice.GetProperty("delta").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());

        Assert.Equal("{}", string.Concat(arguments));
    }

    [Fact]
    public async Task Tools_speaks_after_the_tool_has_answered() =>
        Assert.Equal("The tool has answered.", Content(await WholeAsync("""{"model":"tools","messages":[{"role":"user","content":"hi"},{"role":"tool","content":"42"}]}""")));

    [Fact]
    public async Task Reason_counts_its_reasoning()
    {
        var answer = await WholeAsync(Chat("reason", "hi"));

        Assert.True(answer.GetProperty("usage").GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Reason_streams_its_reasoning_apart_from_its_answer() =>
        Assert.Equal("hi", Joined(await StreamAsync(Chat("reason", "hi", stream: true)), "content"));

    [Fact]
    public async Task Reason_streams_its_reasoning() =>
        Assert.NotEqual("", Joined(await StreamAsync(Chat("reason", "hi", stream: true)), "reasoning_content"));

    [Fact]
    public async Task A_limit_below_the_answer_s_length_cuts_it() =>
        Assert.Equal("one two", Content(await WholeAsync(Chat("echo", "one two three", more: ",\"max_tokens\":2"))));

    [Fact]
    public async Task A_cut_answer_says_so()
    {
        var answer = await WholeAsync(Chat("echo", "one two three", more: ",\"max_tokens\":2"));

        Assert.Equal("length", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_stream_ends_in_DONE() => Assert.Equal("[DONE]", (await StreamAsync(Chat("echo", "hi", stream: true)))[^1]);

    [Fact]
    public async Task A_stream_tells_its_usage_when_asked()
    {
        var events = await StreamAsync(Chat("echo", "hi", stream: true, more: ",\"stream_options\":{\"include_usage\":true}"));

        Assert.Equal(1, Chunks(events).Last().GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task A_stream_keeps_its_usage_when_not_asked() =>
        Assert.DoesNotContain(await StreamAsync(Chat("echo", "hi", stream: true)), static data => data.Contains("\"usage\"", StringComparison.Ordinal));

    [Fact]
    public async Task Text_completions_repeat_the_prompt()
    {
        var answer = await WholeAsync("""{"model":"echo","prompt":"once upon"}""", path: "/v1/completions");

        Assert.Equal("once upon", answer.GetProperty("choices")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Embeddings_come_one_for_each_input()
    {
        var answer = await WholeAsync("""{"model":"echo","input":["a","b","c"]}""", path: "/v1/embeddings");

        Assert.Equal(3, answer.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task The_list_of_models_names_all_four()
    {
        using var response = await SendAsync(null, AtOnce, "/v1/models");
        var models = await ReadAsync(response);

        Assert.Equal("echo lorem tools reason", string.Join(' ', models.GetProperty("data").EnumerateArray().Select(static model => model.GetProperty("id").GetString())));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"messages":5}""")]
    [InlineData("""{"model":5,"messages":[]}""")]
    [InlineData("""{"messages":[{"content":"no role"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":5}]}""")]
    [InlineData("""{"messages":[],"max_tokens":99999999999}""")]
    public async Task A_request_that_makes_no_sense_is_400(string body)
    {
        using var response = await SendAsync(body, AtOnce);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_path_is_404()
    {
        using var response = await SendAsync(Chat("echo", "hi"), AtOnce, "/v1/images/generations");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_rate_limit_rate_of_one_answers_429()
    {
        using var response = await SendAsync(Chat("echo", "hi"), AtOnce with { RateLimitRate = 1 });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task A_429_says_when_to_come_back()
    {
        using var response = await SendAsync(Chat("echo", "hi"), AtOnce with { RateLimitRate = 1 });

        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task An_error_rate_of_one_answers_500()
    {
        using var response = await SendAsync(Chat("echo", "hi"), AtOnce with { ErrorRate = 1 });

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_cut_rate_of_one_breaks_streams_off()
    {
        using var response = await SendAsync(Chat("lorem", "hi", stream: true), AtOnce with { CutRate = 1 });

        await Assert.ThrowsAnyAsync<IOException>(() => ReadToEndAsync(response));
    }

    [Fact]
    public async Task A_stream_that_is_cut_begins_with_events()
    {
        using var response = await SendAsync(Chat("lorem", "hi", stream: true), AtOnce with { CutRate = 1 });
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[5];
        await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal("data:", Encoding.UTF8.GetString(buffer));
    }

    [Fact]
    public async Task A_stream_that_is_given_up_may_be_closed_at_once()
    {
        using var response = await SendAsync(Chat("lorem", "hi", stream: true), AtOnce with { TokensPerSecond = 1 });

        Assert.Null(Record.Exception(response.Dispose));
    }

    [Fact]
    public async Task The_first_byte_waits_its_delay()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        using var handler = new HttpMessageInvoker(new SimulatorHandler(AtOnce with { FirstByteDelay = TimeSpan.FromMinutes(1) }, TimeProvider.System));
        using var request = Request(Chat("echo", "hi"), "/v1/chat/completions");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handler.SendAsync(request, cancelled.Token));
    }

    private static string Chat(string model, string text, bool stream = false, string more = "") =>
        $"{{\"model\":\"{model}\",\"stream\":{(stream ? "true" : "false")},\"messages\":[{{\"role\":\"system\",\"content\":\"s\"}},{{\"role\":\"user\",\"content\":\"{text}\"}}]{more}}}";

    private static JsonElement Message(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message");

    private static string? Content(JsonElement answer) => Message(answer).GetProperty("content").GetString();

    private static IEnumerable<JsonElement> Chunks(IEnumerable<string> events) => events.Where(static data => data != "[DONE]").Select(static data => JsonElement.Parse(data));

    private static string Joined(IEnumerable<string> events, string member) => string.Concat(Chunks(events)
        .SelectMany(static chunk => chunk.GetProperty("choices").EnumerateArray())
        .Select(choice => choice.GetProperty("delta").TryGetProperty(member, out var text) ? text.GetString() : ""));

    private static async Task<JsonElement> WholeAsync(string body, SimulatorSettings? settings = null, string path = "/v1/chat/completions")
    {
        using var response = await SendAsync(body, settings ?? AtOnce, path);
        return await ReadAsync(response);
    }

    private static async Task<string[]> StreamAsync(string body)
    {
        using var response = await SendAsync(body, AtOnce);
        var text = await ReadToEndAsync(response);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static @event => @event["data: ".Length..])];
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => JsonElement.Parse(await ReadToEndAsync(response));

    private static async Task<string> ReadToEndAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> SendAsync(string? body, SimulatorSettings settings, string path = "/v1/chat/completions")
    {
        using var handler = new HttpMessageInvoker(new SimulatorHandler(settings, TimeProvider.System));
        using var request = Request(body, path);
        return await handler.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static HttpRequestMessage Request(string? body, string path) =>
        new(HttpMethod.Post, "http://simulator.invalid" + path) { Content = body is null ? null : new StringContent(body) };
}

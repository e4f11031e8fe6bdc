using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>What a client of Open Responses does, over an upstream of each dialect that answers whole: every response conforms, and nothing of the request is lost on the way.</summary>
public sealed class OpenResponsesScenarioTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    private const string Document = "JVBERi0xLjEKJSVFT0Y=";
    private const string Tools = """[{"type":"function","name":"get_weather","description":"The weather","parameters":{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}}]""";

    public static TheoryData<string> Upstreams => new("chat", "responses", "claude", "gemini", "bedrock", "cohere", "ollama");

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task A_text_is_answered(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "text");

        var response = await AskAsync(upstream, """ "input":[{"type":"message","role":"user","content":"Say hello in three words."}]""");

        Assert.Equal("completed", response.GetProperty("status").GetString());
        AssertSays(response, upstream);
        AssertAsked(0, "Say hello in three words.");
    }

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task A_system_message_and_a_history_arrive(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "text");

        var response = await AskAsync(upstream, """
            "input":[
              {"type":"message","role":"system","content":"Talk like a pirate."},
              {"type":"message","role":"user","content":"My name is Alice."},
              {"type":"message","role":"assistant","content":"Ahoy Alice."},
              {"type":"message","role":"user","content":"What is my name?"}]
            """);

        AssertSays(response, upstream);
        AssertAsked(0, "Talk like a pirate.", "My name is Alice.", "Ahoy Alice.", "What is my name?");
    }

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task An_image_arrives(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "text");

        var response = await AskAsync(upstream, $$"""
            "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","image_url":"data:image/png;base64,{{Pixel}}"}]}]
            """);

        AssertSays(response, upstream);
        AssertAsked(0, "What is this?", Pixel);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    public async Task A_file_arrives_where_the_dialect_has_files(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "text");

        var response = await AskAsync(upstream, $$"""
            "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is its title?"},{"type":"input_file","filename":"fixture.pdf","file_data":"data:application/pdf;base64,{{Document}}"}]}]
            """);

        AssertSays(response, upstream);
        AssertAsked(0, "What is its title?", Document);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    [InlineData("cohere")]
    [InlineData("ollama")]
    public async Task An_answer_before_is_referred_to(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "text", "text");

        var first = await AskAsync(upstream, """ "input":"Remember this word: papaya." """);
        var second = await AskAsync(upstream, $"\"input\":\"Which word?\",\"previous_response_id\":\"{first.GetProperty("id").GetString()}\"");

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("previous_response_id").GetString());
        AssertAsked(1, "papaya", "Which word?");
    }

    /// <summary>The second request has no tools any more; upstreams that demand the tools of a history's calls must have them.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    [InlineData("cohere")]
    [InlineData("ollama")]
    public async Task A_call_is_answered_by_reference(string upstream)
    {
        Recordings.PlayWhole(gateway.Upstream, upstream, "tool-call", "text");

        var first = await AskAsync(upstream, $"\"input\":\"The temperature in San Francisco?\",\"tools\":{Tools},\"tool_choice\":{{\"type\":\"function\",\"name\":\"get_weather\"}}");
        var call = first.GetProperty("output").EnumerateArray().First(static item => item.GetProperty("type").GetString() == "function_call");
        var second = await AskAsync(upstream, $$"""
            "previous_response_id":"{{first.GetProperty("id").GetString()}}","input":[{"type":"function_call_output","call_id":"{{call.GetProperty("call_id").GetString()}}","output":"64 degrees and clear"}]
            """);

        AssertSays(second, upstream);
        AssertAsked(1, "The temperature in San Francisco?", call.GetProperty("name").GetString()!, "64 degrees and clear");
    }

    private static void AssertSays(JsonElement response, string upstream)
    {
        var message = Assert.Single(response.GetProperty("output").EnumerateArray(), static item => item.GetProperty("type").GetString() == "message");
        Assert.True(message.GetProperty("content")[0].GetProperty("text").GetString() is { Length: > 0 }, upstream);
    }

    private void AssertAsked(int request, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            Assert.Contains(text, gateway.Upstream.Received[request].Text, StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> AskAsync(string upstream, string members)
    {
        var weir = await gateway.WeirAsync();
        using var body = new StringContent($$"""{"model":"{{upstream}}/main","stream":false,{{members}}}""", Encoding.UTF8, "application/json");
        using var answer = await weir.Http.PostAsync(new Uri("v1/responses", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var response = await answer.Content.ReadFromJsonAsync(ElementJson.Default.JsonElement, TestContext.Current.CancellationToken);
        if (upstream != "responses")
        {
            // A provider's own response is passed on as it came, and may be older than the specification.
            OpenResponsesRules.Check(response);
        }

        return response;
    }
}

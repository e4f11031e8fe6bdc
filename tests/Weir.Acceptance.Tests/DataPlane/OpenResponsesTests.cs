using System.Net.Http.Json;
using System.Text.Json;
using Weir.Acceptance.Tests.Clients;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>
/// What the Open Responses specification demands of a response and of a stream, over an upstream of each dialect: every member that it requires, of the right kind, and the events in order.
/// </summary>
public sealed class OpenResponsesTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    public static TheoryData<string> Upstreams => new("chat", "claude", "gemini", "bedrock", "cohere", "ollama");

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task A_stream_of_a_call_and_one_of_a_text_conform(string upstream)
    {
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);

        var call = await StreamAsync(upstream);
        var text = await StreamAsync(upstream);

        Check(call);
        Check(text);
        Assert.Contains(call.GetProperty("output").EnumerateArray(), static item => item.GetProperty("type").GetString() == "function_call");
        Assert.Contains(text.GetProperty("output").EnumerateArray(), static item => item.GetProperty("type").GetString() == "message");
        Assert.Equal("completed", text.GetProperty("status").GetString());
    }

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task A_whole_answer_conforms(string upstream)
    {
        // A whole answer of a streaming upstream is put together from its stream.
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);
        using var client = await ClientAsync();
        using var answer = await client.PostAsync("v1/responses", Body(upstream, stream: false), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Check(await answer.Content.ReadFromJsonAsync(ElementJson.Default.JsonElement, TestContext.Current.CancellationToken));
    }

    private static void Check(JsonElement response)
    {
        OpenResponsesRules.Check(response);
        Assert.Single(response.GetProperty("tools").EnumerateArray());
    }

    private static StringContent Body(string upstream, bool stream) => new(
        $$$"""{"model":"{{{upstream}}}/main","stream":{{{(stream ? "true" : "false")}}},"input":[{"type":"message","role":"user","content":"What's the weather like in San Francisco?"}],"tools":[{"type":"function","name":"get_weather","description":"The weather","parameters":{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}}]}""",
        System.Text.Encoding.UTF8,
        "application/json");

    private async Task<JsonElement> StreamAsync(string upstream)
    {
        using var client = await ClientAsync();
        using var answer = await client.PostAsync("v1/responses", Body(upstream, stream: true), TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        ResponsesStreamRules.Check(bytes);
        var last = System.Text.Encoding.UTF8.GetString(bytes).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        return JsonElement.Parse(last.Split('\n')[1]["data: ".Length..]).GetProperty("response");
    }

    private async Task<HttpClient> ClientAsync()
    {
        var weir = await gateway.WeirAsync();
        return new HttpClient { BaseAddress = weir.Url, DefaultRequestHeaders = { { "Authorization", $"Bearer {weir.ClientKey}" } } };
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class ElementJson : System.Text.Json.Serialization.JsonSerializerContext;

using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>One thing that must survive the way from a client to an upstream and back.</summary>
/// <param name="Name">As the published matrix names it.</param>
/// <param name="Request">What the client says.</param>
/// <param name="Answer">What the upstream answers; signatures in it are replaced by the upstream's own.</param>
internal sealed record Scenario(string Name, Conversation Request, Answer Answer)
{
    /// <summary>True when the answer comes as a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>What ends the stream instead of its end; null when nothing does.</summary>
    public WeirError? Failure { get; init; }

    /// <summary>True when the answer goes back to the upstream with the next request, reasoning and all.</summary>
    public bool ComesBack { get; init; }

    public override string ToString() => Name;

    private static readonly System.Text.Json.JsonElement Parameters = Json.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""u8);

    private static readonly FunctionTool Weather = new("get_weather") { Description = "The weather of a city", Parameters = Parameters };

    private static readonly TokenUsage Usage = new() { Input = 120, Output = 30 };

    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("text", Ask(User("How long is the weir?")), Says(new TextPart("Twelve metres, ça va — 十二."))),
        new("stream", Ask(User("How long is the weir?")), Says(new TextPart("Twelve metres, ça va — 十二."))) { Stream = true },
        new("single tool", WithTool(User("Weather in Bern?")), Calls(new ToolCallPart("call_1aB", "get_weather", """{"city":"Bern"}"""))) { Stream = true },
        new("parallel tools", WithTool(User("Weather in Bern and Basel?")), Calls(new ToolCallPart("call_1aB", "get_weather", """{"city":"Bern"}"""), new ToolCallPart("call_2cD", "get_weather", """{"city":"Basel"}"""))) { Stream = true },
        new(
            "tool result",
            WithTool(
                User("Weather in Bern?"),
                new Message(Role.Assistant, [new ToolCallPart("call_1aB", "get_weather", """{"city":"Bern"}""")]),
                new Message(Role.Tool, [new ToolResultPart("call_1aB", [new TextPart("14 degrees")]) { Name = "get_weather" }])),
            Says(new TextPart("It is 14 degrees."))),
        new("image", Ask(new Message(Role.User, [new TextPart("What is this?"), new MediaPart(MediaKind.Image, new InlineMedia(Png, "image/png"))])), Says(new TextPart("A dot."))),
        new(
            "reasoning round trip",
            WithTool(User("Weather in Bern?")) with { Reasoning = new ReasoningRequest { Enabled = true, Effort = "medium" }, MaxOutputTokens = 20000 },
            Calls(new ReasoningPart("The user wants the weather.") { Signature = new Signature("upstream", "c2lnbmF0dXJlLW9mLXRoZS11cHN0cmVhbQ==") }, new ToolCallPart("call_1aB", "get_weather", """{"city":"Bern"}""")))
        { Stream = true, ComesBack = true },
        new("JSON schema", Ask(User("Name a city.")) with { Format = new ResponseFormat { Kind = FormatKind.JsonSchema, Name = "city", Schema = Parameters, Strict = true } }, Says(new TextPart("""{"city":"Bern"}"""))),
        new("cached usage", Ask(User("Again.")), Says(new TextPart("Again.")) with { Usage = new TokenUsage { Input = 5000, CachedRead = 4000, Output = 30 } }) { Stream = true },
        new("max-tokens stop", Ask(User("Tell me all.")) with { MaxOutputTokens = 64 }, Says(StopReason.MaxTokens, new TextPart("It began"))),
        new("refusal", Ask(User("Do harm.")), Says(StopReason.Refusal, new RefusalPart("I can't help with that."))),
        new("error mid-stream", Ask(User("Go on.")), Says(new TextPart("Half an ans"))) { Stream = true, Failure = new WeirError(ErrorKind.Overloaded, "Overloaded", "Wait and try again.") },
    ];

    private static Conversation Ask(params IReadOnlyList<Message> messages) => new()
    {
        Model = "some-model",
        Messages = [new Message(Role.System, [new TextPart("You measure weirs.")]), .. messages],
        MaxOutputTokens = 1000,
    };

    private static Conversation WithTool(params IReadOnlyList<Message> messages) => Ask(messages) with { Tools = [Weather], ToolChoice = new ToolChoice(ToolChoiceMode.Auto) };

    private static Message User(string text) => new(Role.User, [new TextPart(text)]);

    private static Answer Says(params IReadOnlyList<Part> parts) => Says(StopReason.EndTurn, parts);

    private static Answer Says(StopReason stop, params IReadOnlyList<Part> parts) => new()
    {
        Id = "answer-1",
        Model = "some-model",
        Created = 1_782_955_817,
        Usage = Usage,
        Choices = [new Choice { Parts = parts, Stop = stop }],
    };

    private static Answer Calls(params IReadOnlyList<Part> parts) => Says(StopReason.ToolCall, parts);
}

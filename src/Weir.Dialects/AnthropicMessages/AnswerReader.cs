using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads whole answers.</summary>
internal static class AnswerReader
{
    public static Answer Read(ReadOnlySpan<byte> body) => BodyReading.Answer(body, Read);

    private static Answer Read(JsonElement json)
    {
        if (json.String("type") != "message" || json.Member("content").ValueKind != JsonValueKind.Array)
        {
            throw DialectException.Unexpected("It is no message of Anthropic's.");
        }

        var parts = BlockReader.ReadContent(json.Member("content"), "content");
        return Head(json) with { Choices = [Choice(json, parts)] };
    }

    /// <summary>What stands around the content; also that of <c>message_start</c>.</summary>
    public static Answer Head(JsonElement message)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name is not ("id" or "type" or "role" or "model" or "content" or "stop_reason" or "stop_sequence" or "stop_details" or "usage"))
            {
                extras.Add(member);
            }
        }

        AnthropicUsage.Keep(message.Member("usage"), ref extras);
        return new Answer
        {
            Id = message.String("id"),
            Model = message.String("model"),
            Usage = AnthropicUsage.Read(message.Member("usage")),
            ServiceTier = message.Member("usage").String("service_tier"),
            Extras = extras.Build(AnthropicDialect.DialectName),
        };
    }

    /// <summary>Why it stopped, from a message or from the delta that ends a stream.</summary>
    public static Choice Choice(JsonElement stop, IReadOnlyList<Part> parts)
    {
        var extras = new ExtrasBuilder();
        if (stop.Member("stop_details") is { ValueKind: not JsonValueKind.Undefined } details)
        {
            extras.Add("stop_details", details);
        }

        if (stop.String("stop_reason") is { } reason)
        {
            extras.Note("$stop", reason);
        }

        var read = StopReasons.Read(stop.String("stop_reason"));
        return new Choice
        {
            Parts = read == StopReason.Refusal ? [.. parts.Select(static part => part is TextPart { Citations.Count: 0 } text ? new RefusalPart(text.Text) { Extras = text.Extras } : part)] : parts,
            Stop = read,
            StopSequence = stop.String("stop_sequence"),
            Extras = extras.Build(AnthropicDialect.DialectName),
        };
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Reads whole answers, and the response object in the events of a stream.</summary>
internal static class AnswerReader
{
    public static Answer Read(ReadOnlySpan<byte> body) => BodyReading.Answer(body, static json =>
    {
        if (json.Member("output").ValueKind != JsonValueKind.Array)
        {
            throw DialectException.Unexpected("The upstream's answer is no response: it has no output.");
        }

        return Head(json) with { Choices = [Choice(json, Parts(json))] };
    });

    /// <summary>The parts of all output items.</summary>
    public static IReadOnlyList<Part> Parts(JsonElement response)
    {
        var parts = new List<Part>();
        var index = 0;
        foreach (var item in response.Member("output").Items())
        {
            parts.AddRange(ItemReader.ReadOutput(item, $"output[{index++}]"));
        }

        return parts;
    }

    /// <summary>What stands around the output.</summary>
    public static Answer Head(JsonElement response)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in response.Members())
        {
            if (member.Name is not ("id" or "model" or "created_at" or "output" or "usage" or "service_tier"))
            {
                extras.Add(member);
            }
        }

        var usage = response.Member("usage");
        if (usage.ValueKind == JsonValueKind.Object)
        {
            extras.Add("$usage", usage);
        }

        return new Answer
        {
            Id = response.String("id"),
            Model = response.String("model"),
            Created = (long?)response.Member("created_at").AsDouble(),
            Usage = usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(usage), out var read) ? read : null,
            ServiceTier = response.String("service_tier"),
            Extras = extras.Build(ResponsesDialect.DialectName),
        };
    }

    /// <summary>Why it ended: the items tell where the status says only that it did.</summary>
    public static Choice Choice(JsonElement response, IReadOnlyList<Part> parts)
    {
        var calls = parts.Any(static part => part is ToolCallPart);
        var stop = (response.String("status"), response.Member("incomplete_details").String("reason")) switch
        {
            (_, "max_output_tokens") => StopReason.MaxTokens,
            (_, "content_filter") => StopReason.ContentFilter,
            ("failed", _) => StopReason.Error,
            ("incomplete", _) => StopReason.MaxTokens,
            _ when calls => StopReason.ToolCall,
            _ when parts.Any(static part => part is RefusalPart) => StopReason.Refusal,
            _ => StopReason.EndTurn,
        };
        return new Choice { Parts = parts, Stop = stop };
    }

    /// <summary>The failure in a response or an event.</summary>
    public static WeirError Error(JsonElement error)
    {
        var code = error.String("code") ?? error.String("type") ?? "";
        var kind = code switch
        {
            "rate_limit_exceeded" or "too_many_requests" => ErrorKind.RateLimited,
            "server_is_overloaded" or "overloaded_error" or "slow_down" or "overloaded" => ErrorKind.Overloaded,
            "context_length_exceeded" => ErrorKind.ContextTooLong,
            "insufficient_quota" or "usage_not_included" => ErrorKind.QuotaExceeded,
            "invalid_prompt" or "invalid_request_error" => ErrorKind.InvalidRequest,
            _ => ErrorKind.UnexpectedResponse,
        };
        var message = error.String("message") is { Length: > 0 } said ? said : "The upstream failed half-way.";
        return new WeirError(kind, message.Length > 500 ? message[..500] : message, "Try again.");
    }
}

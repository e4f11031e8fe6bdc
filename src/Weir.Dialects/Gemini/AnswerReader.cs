using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Gemini;

/// <summary>Reads whole answers, and what the chunks of a stream have in common with them.</summary>
internal static class AnswerReader
{
    public static Answer Read(ReadOnlySpan<byte> body) => BodyReading.Answer(body, static json =>
    {
        if (json.Member("candidates").ValueKind != JsonValueKind.Array && json.Member("promptFeedback").ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Unexpected("The upstream's answer has neither candidates nor prompt feedback.");
        }

        return Head(json) with { Choices = Choices(json) };
    });

    /// <summary>What stands around the candidates.</summary>
    public static Answer Head(JsonElement json)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in json.Members())
        {
            if (member.Name is not ("candidates" or "usageMetadata" or "modelVersion" or "responseId"))
            {
                extras.Add(member);
            }
        }

        extras.Note("$own", "");
        GeminiUsage.Keep(json.Member("usageMetadata"), ref extras);
        return new Answer
        {
            Id = json.String("responseId"),
            Model = json.String("modelVersion"),
            Created = DateTimeOffset.TryParse(json.String("createTime"), out var time) ? time.ToUnixTimeSeconds() : null,
            Usage = GeminiUsage.Read(json.Member("usageMetadata")),
            Extras = extras.Build(GeminiDialect.DialectName),
        };
    }

    /// <summary>The members of a candidate beside its content and its end.</summary>
    public static void Keep(JsonElement candidate, ref ExtrasBuilder extras)
    {
        foreach (var member in candidate.Members())
        {
            if (member.Name is not ("content" or "finishReason"))
            {
                extras.Add(member);
            }
        }
    }

    /// <summary>Citations of a candidate, which stand beside its content.</summary>
    public static IReadOnlyList<Citation> Citations(JsonElement candidate)
    {
        var citations = new List<Citation>();
        var chunks = candidate.Member("groundingMetadata").Member("groundingChunks").Items().Select(static chunk => chunk.Member("web")).ToList();
        foreach (var support in candidate.Member("groundingMetadata").Member("groundingSupports").Items())
        {
            foreach (var index in support.Member("groundingChunkIndices").Items())
            {
                if (index.AsInt() is { } at && at >= 0 && at < chunks.Count && chunks[at].String("uri") is { } uri)
                {
                    citations.Add(new Citation { Url = uri, Title = chunks[at].String("title"), Quote = support.Member("segment").String("text") });
                }
            }
        }

        return citations;
    }

    private static List<Choice> Choices(JsonElement json)
    {
        var choices = new List<Choice>();
        foreach (var candidate in json.Member("candidates").Items())
        {
            var parts = new PartReader(isAnswer: true).ReadAll(candidate.Member("content").Member("parts"), "candidates.content.parts");
            choices.Add(Choice(candidate, parts, choices.Count));
        }

        if (choices.Count == 0)
        {
            choices.Add(Blocked());
        }

        return choices;
    }

    /// <summary>The choice of an answer whose prompt was blocked.</summary>
    public static Choice Blocked()
    {
        var extras = new ExtrasBuilder();
        extras.Note("$none", "");
        return new Choice { Parts = [], Stop = StopReason.ContentFilter, Extras = extras.Build(GeminiDialect.DialectName) };
    }

    private static Choice Choice(JsonElement candidate, IReadOnlyList<Part> parts, int position)
    {
        var extras = new ExtrasBuilder();
        Keep(candidate, ref extras);
        if (candidate.Member("content") is { ValueKind: JsonValueKind.Object } content)
        {
            extras.Add("$content", content);
        }

        if (candidate.String("finishReason") is { } reason)
        {
            extras.Note("$stop", reason);
        }
        else
        {
            extras.Note("$open", "");
        }

        return new Choice
        {
            Index = candidate.Int("index") ?? position,
            Parts = Cited(parts, Citations(candidate)),
            Stop = FinishReasons.Read(candidate.String("finishReason"), FinishReasons.HasCall(parts)),
            Extras = extras.Build(GeminiDialect.DialectName),
        };
    }

    private static IReadOnlyList<Part> Cited(IReadOnlyList<Part> parts, IReadOnlyList<Citation> citations)
    {
        var isGiven = citations.Count == 0;
        return isGiven ? parts : [.. parts.Select(part =>
        {
            if (isGiven || part is not TextPart text)
            {
                return part;
            }

            isGiven = true;
            return text with { Citations = citations };
        })];
    }

    /// <summary>The failure in a body or a chunk.</summary>
    public static WeirError? Error(JsonElement json) => json.Member("error") is { ValueKind: JsonValueKind.Object } error ? Errors.Read(error, error.Int("code") ?? 500) : null;
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>Reads a whole answer.</summary>
internal static class AnswerReader
{
    public static Answer Read(ReadOnlySpan<byte> body, ChatVariant variant)
    {
        JsonElement answer;
        try
        {
            answer = JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            throw DialectException.Unexpected("The upstream's answer is not JSON.");
        }

        if (ErrorReader.InAnswer(answer) is { } error)
        {
            throw new DialectException(error);
        }

        if (answer.Member("choices") is not { ValueKind: JsonValueKind.Array } choices)
        {
            throw DialectException.Unexpected("The upstream's answer has no \"choices\".");
        }

        var read = new List<Choice>(choices.GetArrayLength());
        foreach (var choice in choices.EnumerateArray())
        {
            read.Add(ReadChoice(choice, read.Count, variant));
        }

        var usage = UsageForm.Read(answer, out var rawUsage);
        return new Answer
        {
            Id = answer.String("id"),
            Model = answer.String("model"),
            Created = answer.Member("created").AsLong(),
            Choices = [.. read.OrderBy(static choice => choice.Index)],
            Usage = usage,
            ServiceTier = answer.String("service_tier"),
            Extras = ReadExtras(answer, rawUsage),
        };
    }

    /// <summary>Members of an answer or a chunk that the neutral answer has no place for.</summary>
    public static bool IsExtra(JsonProperty member) =>
        member.Value.ValueKind != JsonValueKind.Null && member.Name is not ("id" or "object" or "created" or "model" or "choices" or "usage" or "service_tier" or "obfuscation" or "p");

    private static Extras ReadExtras(JsonElement answer, JsonElement usage)
    {
        var extras = default(ExtrasBuilder);
        extras.Note(Notes.Origin, Notes.Dialect);
        if (usage.ValueKind == JsonValueKind.Object)
        {
            extras.Add(Notes.Usage, usage);
        }

        foreach (var member in answer.EnumerateObject())
        {
            if (IsExtra(member))
            {
                extras.Add(member);
            }
        }

        return extras.Build(Notes.Dialect);
    }

    private static Choice ReadChoice(JsonElement choice, int place, ChatVariant variant)
    {
        var path = $"choices[{place}].message";
        var message = choice.Member("message");
        if (message.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined) || choice.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Unexpected($"The upstream's answer has no readable \"{path}\".");
        }

        // Azure's filter may leave out the message.
        var calls = 0;
        var reader = new AssistantReader(message.ValueKind == JsonValueKind.Object ? message : JsonElement.Parse("{}"u8), path, isAnswer: true, variant.ThinkTags);
        var parts = reader.Read(ref calls);
        var extras = reader.Extras;
        var word = choice.String("finish_reason");
        if (word is not null)
        {
            extras.Note(Notes.Stop, word);
        }

        foreach (var member in choice.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name is not ("index" or "message" or "finish_reason" or "logprobs"))
            {
                extras.Add(member);
            }
        }

        return new Choice
        {
            Index = choice.Int("index") ?? place,
            Parts = parts,
            Stop = StopReasons.Read(word, StopReasons.HasCalls(parts), StopReasons.HasRefusal(parts)),
            LogProbs = choice.Member("logprobs") is { ValueKind: JsonValueKind.Object } logprobs ? logprobs.Clone() : null,
            Extras = extras.Build(Notes.Dialect),
        };
    }
}

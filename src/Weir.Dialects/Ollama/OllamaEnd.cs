using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Ollama;

/// <summary>What a whole answer and the last line of a stream tell beside the message: why it stopped, counts and durations.</summary>
internal static class OllamaEnd
{
    private const string StopNote = "$stop";
    private const string NoInputNote = "$no_prompt_eval_count";
    private const string NoOutputNote = "$no_eval_count";
    private const string CreatedNote = "$created_at";

    /// <summary>The answer without its choice.</summary>
    public static Answer ReadAnswer(JsonElement root)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "created_at":
                    extras.Add(CreatedNote, member.Value);
                    break;
                case "model" or "message" or "done" or "done_reason" or "logprobs" or "prompt_eval_count" or "eval_count":
                    break;
                default:
                    extras.Add(member);
                    break;
            }
        }

        var (input, output) = (root.Member("prompt_eval_count").AsLong(), root.Member("eval_count").AsLong());
        NoteMissing(input, NoInputNote, ref extras);
        NoteMissing(output, NoOutputNote, ref extras);
        return new Answer
        {
            Model = root.Member("model").MayBeText("model"),
            Created = CreatedOf(root),
            Usage = input is null && output is null ? null : new TokenUsage { Input = input ?? 0, Output = output ?? 0 },
            Extras = extras.Build(OllamaDialect.DialectName),
        };
    }

    /// <summary>Why it stopped. A tool call ends with <c>stop</c> like any other answer; servers before 2024 say nothing.</summary>
    public static Choice ReadChoice(JsonElement root, bool hasCalls, ref ExtrasBuilder extras)
    {
        var word = root.Member("done_reason").MayBeText("done_reason");
        extras.Note(StopNote, word ?? "");
        return new Choice
        {
            Parts = [],
            Stop = word switch
            {
                null or "stop" => hasCalls ? StopReason.ToolCall : StopReason.EndTurn,
                "length" => StopReason.MaxTokens,
                _ => StopReason.Unknown,
            },
            LogProbs = LogProbsOf(root),
            Extras = extras.Build(OllamaDialect.DialectName),
        };
    }

    /// <summary>Log probabilities in the form that OpenAI chat has: the same list inside an object.</summary>
    public static JsonElement? LogProbsOf(JsonElement root) => root.Member("logprobs") is { ValueKind: JsonValueKind.Array } list
        ? JsonElement.Parse($$"""{"content":{{list.GetRawText()}}}""")
        : null;

    public static void WriteLogProbs(Utf8JsonWriter json, JsonElement? logProbs)
    {
        if (logProbs?.Member("content") is { ValueKind: JsonValueKind.Array } list)
        {
            json.WriteRaw("logprobs", list);
        }
    }

    /// <summary>The moment in the form of the wire: as it came from the same dialect, else now or the second that the provider told.</summary>
    public static string CreatedText(Answer answer, TimeProvider time) =>
        answer.Extras.Text(OllamaDialect.DialectName, CreatedNote)
        ?? Shown(answer.Created is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : time.GetUtcNow());

    public static string Shown(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes everything from <c>done</c> on.</summary>
    public static void Write(Utf8JsonWriter json, Answer answer, Choice choice)
    {
        json.WriteBoolean("done", true);
        var word = choice.Extras.Text(OllamaDialect.DialectName, StopNote);
        if (word is not "")
        {
            json.WriteString("done_reason", word ?? (choice.Stop is StopReason.MaxTokens or StopReason.ContextFull ? "length" : "stop"));
        }

        answer.Extras.WriteTo(json, OllamaDialect.DialectName);
        if (answer.Usage is { } usage)
        {
            WriteCount(json, "prompt_eval_count", usage.Input, answer.Extras, NoInputNote);
            WriteCount(json, "eval_count", usage.Output, answer.Extras, NoOutputNote);
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long count, Extras extras, string missing)
    {
        if (extras.Text(OllamaDialect.DialectName, missing) is null)
        {
            json.WriteNumber(name, count);
        }
    }

    private static void NoteMissing(long? count, string note, ref ExtrasBuilder extras)
    {
        if (count is null)
        {
            extras.Note(note, "");
        }
    }

    private static long? CreatedOf(JsonElement root) =>
        DateTimeOffset.TryParse(root.String("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUnixTimeSeconds() : null;
}

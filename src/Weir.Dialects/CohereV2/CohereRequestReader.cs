using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Reads the body of <c>/v2/chat</c>. Documents, citation options and the safety mode are extras: only this dialect has them.</summary>
internal static class CohereRequestReader
{
    public const string NoStreamNote = "$no_stream";
    public const string StopNote = "$stop_sequences";

    public static Conversation Read(JsonElement root)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in root.EnumerateObject())
        {
            if (!IsKnown(member.Name))
            {
                extras.Add(member);
            }
        }

        var stream = root.Member("stream");
        if (stream.IsNothing())
        {
            extras.Note(NoStreamNote, "");
        }

        var stop = root.Member("stop_sequences");
        if (!stop.IsNothing() && !stop.MustBeItems("stop_sequences").Any())
        {
            extras.Add(StopNote, stop);
        }

        var messages = new CohereMessageReader();
        var limit = root.Member("max_tokens");
        return new Conversation
        {
            Model = root.Member("model").MustBeText("model"),
            Stream = !stream.IsNothing() && stream.MustBeBool("stream"),
            Messages = [.. root.Member("messages").MustBeItems("messages").Select((message, index) => messages.Read(message, $"messages[{index}]"))],
            Tools = CohereTools.Read(root, ref extras),
            ToolChoice = CohereTools.ReadChoice(root.Member("tool_choice")),
            Format = CohereFormat.Read(root.Member("response_format")),
            Sampling = ReadSampling(root),
            MaxOutputTokens = limit.IsNothing() ? null : limit.MustBeInt("max_tokens"),
            Reasoning = CohereThinking.Read(root.Member("thinking")),
            Extras = extras.Build(CohereV2Dialect.DialectName),
        };
    }

    private static bool IsKnown(string name) => name is "model" or "messages" or "stream" or "tools" or "strict_tools" or "tool_choice" or "response_format" or "max_tokens"
        or "thinking" or "temperature" or "p" or "k" or "frequency_penalty" or "presence_penalty" or "seed" or "stop_sequences" or "logprobs";

    private static Sampling ReadSampling(JsonElement root)
    {
        var (k, seed, logProbs) = (root.Member("k"), root.Member("seed"), root.Member("logprobs"));
        return new Sampling
        {
            Temperature = Number(root, "temperature"),
            TopP = Number(root, "p"),
            TopK = k.IsNothing() ? null : k.MustBeInt("k"),
            FrequencyPenalty = Number(root, "frequency_penalty"),
            PresencePenalty = Number(root, "presence_penalty"),
            Seed = seed.IsNothing() ? null : seed.MustBeLong("seed"),
            Stop = root.Member("stop_sequences").MustBeTexts("stop_sequences"),
            LogProbs = logProbs.IsNothing() ? null : logProbs.MustBeBool("logprobs"),
        };
    }

    private static double? Number(JsonElement root, string name) => root.Member(name) is { } value && value.IsNothing() ? null : value.MustBeNumber(name);
}

using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Ollama;

/// <summary>Reads the body of <c>/api/chat</c>.</summary>
internal static class OllamaRequestReader
{
    public const string NoStreamNote = "$no_stream";
    public const string FormatNote = "$format";
    public const string NoToolsNote = "$tools";

    public static Conversation Read(JsonElement root)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not ("model" or "messages" or "stream" or "tools" or "format" or "options" or "think" or "logprobs" or "top_logprobs"))
            {
                extras.Add(member);
            }
        }

        // A client that says nothing gets a stream.
        var stream = root.Member("stream");
        if (stream.IsNothing())
        {
            extras.Note(NoStreamNote, "");
        }

        var logProbs = root.Member("logprobs");
        var topLogProbs = root.Member("top_logprobs");
        var (sampling, limit) = OllamaOptions.Read(root.Member("options"), Sampling.Default, ref extras);
        var format = ReadFormat(root.Member("format"), ref extras);
        var tools = root.Member("tools");
        if (!tools.IsNothing() && !tools.MustBeItems("tools").Any())
        {
            extras.Add(NoToolsNote, tools);
        }

        var messages = new OllamaMessageReader();
        return new Conversation
        {
            Model = root.Member("model").MustBeText("model"),
            Stream = stream.IsNothing() || stream.MustBeBool("stream"),
            Messages = [.. root.Member("messages").MustBeItems("messages").Select((message, index) => messages.Read(message, $"messages[{index}]"))],
            Tools = [.. tools.MustBeItems("tools").Select((tool, index) => FunctionToolJson.Read(tool, OllamaDialect.DialectName, $"tools[{index}]"))],
            Format = format,
            Sampling = sampling with
            {
                LogProbs = logProbs.IsNothing() ? null : logProbs.MustBeBool("logprobs"),
                TopLogProbs = topLogProbs.IsNothing() ? null : topLogProbs.MustBeInt("top_logprobs"),
            },
            MaxOutputTokens = limit,
            Reasoning = OllamaThinking.Read(root.Member("think")),
            Extras = extras.Build(OllamaDialect.DialectName),
        };
    }

    private static ResponseFormat? ReadFormat(JsonElement format, ref ExtrasBuilder extras)
    {
        switch (format.ValueKind)
        {
            case JsonValueKind.Undefined:
                return null;
            case JsonValueKind.Object:
                return new ResponseFormat { Kind = FormatKind.JsonSchema, Schema = format.Clone() };
            case JsonValueKind.String when format.ValueEquals("json"u8):
                return new ResponseFormat { Kind = FormatKind.JsonObject };
            case JsonValueKind.String when format.ValueEquals(""u8):
                extras.Add(FormatNote, format);
                return null;
            default:
                throw DialectException.Invalid("`format` must be \"json\" or a JSON schema.", "format");
        }
    }
}

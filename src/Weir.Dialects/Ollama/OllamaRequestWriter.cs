using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Ollama;

/// <summary>Writes the body of <c>/api/chat</c>.</summary>
internal static class OllamaRequestWriter
{
    public static void Write(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        var losses = options.Losses;
        RequestLosses.ReportCommon(conversation, OllamaDialect.DialectName, losses);
        json.WriteStartObject();
        json.WriteString("model", conversation.Model);
        WriteTools(json, conversation, losses);
        WriteMessages(json, conversation, losses);
        if (!conversation.Stream || conversation.Extras.Text(OllamaDialect.DialectName, OllamaRequestReader.NoStreamNote) is null)
        {
            json.WriteBoolean("stream", conversation.Stream);
        }

        WriteFormat(json, conversation);
        OllamaThinking.Write(json, conversation.Reasoning, options.CanReason);
        json.WriteOptional("logprobs", conversation.Sampling.LogProbs);
        json.WriteOptional("top_logprobs", (long?)conversation.Sampling.TopLogProbs);
        OllamaOptions.Write(json, conversation);
        WriteExtras(json, conversation.Extras);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.ToolChoice is { } choice)
        {
            if (choice.Mode == ToolChoiceMode.None)
            {
                return;
            }

            if (choice.Mode != ToolChoiceMode.Auto || choice.Allowed.Count > 0)
            {
                losses.Add("tool_choice", "the model itself chooses its tools");
            }
        }

        if (conversation.Tools.Count == 0)
        {
            if (conversation.Extras.TryGet(OllamaDialect.DialectName, OllamaRequestReader.NoToolsNote, out var empty))
            {
                json.WriteRaw("tools", empty);
            }

            return;
        }

        json.WriteStartArray("tools");
        for (var index = 0; index < conversation.Tools.Count; index++)
        {
            var tool = conversation.Tools[index];
            FunctionToolJson.Write(json, tool, OllamaDialect.DialectName, losses, $"tools[{index}]");
            if (tool is FunctionTool { Strict: true })
            {
                losses.Add($"tools[{index}].strict", "arguments are not held to their schema");
            }
        }

        json.WriteEndArray();
    }

    private static void WriteMessages(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        var names = Turns.ToolNames(conversation.Messages);
        json.WriteStartArray("messages");
        foreach (var message in FlatMessages.Of(conversation.Messages, OllamaDialect.DialectName, static result => result.Extras.Text(OllamaDialect.DialectName, OllamaMessageWriter.ImagesNote) is not null))
        {
            OllamaMessageWriter.Write(json, message, names, losses);
        }

        json.WriteEndArray();
    }

    private static void WriteFormat(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.Format is { Kind: FormatKind.JsonSchema, Schema: { } schema })
        {
            json.WriteRaw("format", schema);
        }
        else if (conversation.Format is { Kind: not FormatKind.Text })
        {
            json.WriteString("format", "json");
        }
        else if (conversation.Extras.TryGet(OllamaDialect.DialectName, OllamaRequestReader.FormatNote, out var empty))
        {
            json.WriteRaw("format", empty);
        }
    }

    private static void WriteExtras(Utf8JsonWriter json, Extras extras)
    {
        if (!extras.Are(OllamaDialect.DialectName))
        {
            return;
        }

        foreach (var (name, value) in extras.Members)
        {
            if (!name.StartsWith('$') && !name.StartsWith(OllamaOptions.Prefix, StringComparison.Ordinal))
            {
                json.WriteRaw(name, value);
            }
        }
    }
}

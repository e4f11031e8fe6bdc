using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>One item of an answer's output, as a client gets it.</summary>
internal static class OutputItem
{
    /// <summary>The item of a part: the one it came in, else a new one. Null for a part that no item can carry, or that goes with the item before.</summary>
    /// <param name="part">The part.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="status"><c>in_progress</c> or <c>completed</c>.</param>
    /// <param name="request">The client's request, which says which tools are custom or stand in a namespace.</param>
    public static byte[]? Write(Part part, string id, string status, Conversation? request)
    {
        if (part.Extras.TryGet(ResponsesDialect.DialectName, ItemReader.ItemNote, out var whole))
        {
            return System.Text.Encoding.UTF8.GetBytes(whole.GetRawText());
        }

        if (part.Extras.TryGet(ResponsesDialect.DialectName, ItemReader.RestNote, out _))
        {
            return null;
        }

        return part switch
        {
            TextPart or RefusalPart => Build(json => WriteMessage(json, part, id, status)),
            ReasoningPart reasoning => Build(json => WriteReasoning(json, reasoning, id)),
            ToolCallPart call => Build(json => WriteCall(json, call, id, status, request)),
            _ => null,
        };
    }

    /// <summary>An id of an item: its kind, and its place in the answer.</summary>
    public static string Id(Part part, string response, int index) => part.Id is { } own && part.Extras.Are(ResponsesDialect.DialectName) ? own : string.Create(
        CultureInfo.InvariantCulture,
        $"{(part switch { ReasoningPart => "rs", ToolCallPart { IsCustom: true } => "ctc", ToolCallPart => "fc", _ => "msg" })}_{response[(response.IndexOf('_', StringComparison.Ordinal) + 1)..]}_{index}");

    /// <summary>True where the client's tool of that name takes plain text.</summary>
    public static bool IsCustom(ToolCallPart call, Conversation? request) => call.IsCustom || request?.Tools.Any(tool => tool is CustomTool custom && custom.Name == call.Name) == true;

    /// <summary>A tool's name as the client gave it: with its namespace, where it has one.</summary>
    public static void WriteName(Utf8JsonWriter json, string name, Conversation? request)
    {
        var tool = request?.Tools.FirstOrDefault(tool => tool is FunctionTool function && function.Name == name || tool is CustomTool custom && custom.Name == name);
        if (tool?.Extras.Text(ResponsesDialect.DialectName, ToolReader.NamespaceNote) is { } space)
        {
            json.WriteString("name", tool.Extras.Text(ResponsesDialect.DialectName, ToolReader.NameNote));
            json.WriteString("namespace", space);
        }
        else
        {
            json.WriteString("name", name);
        }
    }

    /// <summary>The one content part of a message's item.</summary>
    public static void WriteContent(Utf8JsonWriter json, Part part)
    {
        json.WriteStartObject();
        if (part is RefusalPart refusal)
        {
            json.WriteString("type", "refusal");
            json.WriteString("refusal", refusal.Text);
        }
        else
        {
            var text = (TextPart)part;
            json.WriteString("type", "output_text");
            json.WriteString("text", text.Text);
            json.WriteStartArray("annotations");
            foreach (var citation in text.Citations)
            {
                WriteCitation(json, citation, text.Text.Length);
            }

            json.WriteEndArray();
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a source; nothing for one without an address, which has no form here.</summary>
    public static bool WriteCitation(Utf8JsonWriter json, Citation citation, int length)
    {
        if (citation is { Dialect: ResponsesDialect.DialectName, Json: { } own })
        {
            ItemWriter.Raw(json, own);
            return true;
        }

        if (citation.Url is null)
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("type", "url_citation");
        json.WriteNumber("start_index", citation.Start ?? 0);
        json.WriteNumber("end_index", citation.End ?? length);
        json.WriteString("url", citation.Url);
        json.WriteString("title", citation.Title ?? citation.Url);
        json.WriteEndObject();
        return true;
    }

    private static void WriteMessage(Utf8JsonWriter json, Part part, string id, string status)
    {
        json.WriteString("type", "message");
        json.WriteString("id", id);
        json.WriteString("status", status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (status != "in_progress")
        {
            WriteContent(json, part);
        }

        json.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningPart reasoning, string id)
    {
        json.WriteString("type", "reasoning");
        json.WriteString("id", id);
        ItemWriter.WriteSummary(json, reasoning.Text);
        json.WriteOptional("encrypted_content", SignatureEnvelope.Wrap(reasoning, ResponsesDialect.DialectName));
    }

    private static void WriteCall(Utf8JsonWriter json, ToolCallPart call, string id, string status, Conversation? request)
    {
        var isCustom = IsCustom(call, request);
        json.WriteString("type", isCustom ? "custom_tool_call" : "function_call");
        json.WriteString("id", id);
        json.WriteString("status", status);
        json.WriteString("call_id", call.CallId);
        WriteName(json, call.Name, request);
        if (isCustom)
        {
            json.WriteString("input", call.IsCustom ? call.Arguments : ToolArguments.CustomInput(call.Arguments));
        }
        else
        {
            json.WriteString("arguments", call.Arguments);
        }
    }

    private static byte[] Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

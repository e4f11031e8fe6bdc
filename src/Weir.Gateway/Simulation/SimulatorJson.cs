using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Weir.Gateway.Simulation;

/// <summary>The simulator's wire: OpenAI's shapes, each saying that a simulator speaks.</summary>
internal static class SimulatorJson
{
    private const string Fingerprint = "weir-simulator";
    private const int EmbeddingSize = 8;

    public readonly record struct Head(string Id, bool IsChat, string Model);

    public readonly record struct Counts(int Input, int Output, int Reasoning);

    public static byte[] Models() => Document(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in (string[])["echo", "lorem", "tools", "reason"])
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteString("owned_by", Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Error(string type, string message) => Document(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", type);
        json.WriteNull("param");
        json.WriteString("code", "simulated");
        json.WriteEndObject();
    });

    public static byte[] Embeddings(SimulatedRequest asked) => Document(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < asked.Inputs; i++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            json.WriteStartArray("embedding");
            for (var d = 0; d < EmbeddingSize; d++)
            {
                json.WriteNumberValue(((i + d) % EmbeddingSize) / (double)EmbeddingSize);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", asked.Model);
        var tokens = Math.Max(1, (asked.InputBytes + 3) / 4);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
    });

    public static byte[] Whole(Head head, string text, string? reasoning, string? tool, string finish, Counts counts) => Document(json =>
    {
        WriteHead(json, head, head.IsChat ? "chat.completion" : "text_completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        if (head.IsChat)
        {
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", tool is null ? text : null);
            if (reasoning is not null)
            {
                json.WriteString("reasoning_content", reasoning);
            }

            if (tool is not null)
            {
                json.WriteStartArray("tool_calls");
                WriteTool(json, tool, "{}");
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteString("text", text);
        }

        json.WriteString("finish_reason", finish);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, counts);
    });

    public static string RoleChunk(Head head) => Chunk(head, json =>
    {
        json.WriteString("role", "assistant");
        json.WriteString("content", "");
    });

    public static string ReasoningChunk(Head head, string word) => Chunk(head, json => json.WriteString("reasoning_content", word));

    public static string TextChunk(Head head, string word) => Chunk(head, json => json.WriteString(head.IsChat ? "content" : "text", word));

    public static string ToolStartChunk(Head head, string tool) => Chunk(head, json =>
    {
        json.WriteStartArray("tool_calls");
        WriteTool(json, tool, "");
        json.WriteEndArray();
    });

    public static string ToolArgumentsChunk(Head head, string arguments) => Chunk(head, json =>
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("function");
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static string FinishChunk(Head head, string finish) => Chunk(head, static _ => { }, finish);

    public static string UsageChunk(Head head, Counts counts) => Encoding.UTF8.GetString(Document(json =>
    {
        WriteHead(json, head, head.IsChat ? "chat.completion.chunk" : "text_completion");
        json.WriteStartArray("choices");
        json.WriteEndArray();
        WriteUsage(json, counts);
    }));

    private static string Chunk(Head head, Action<Utf8JsonWriter> delta, string? finish = null) => Encoding.UTF8.GetString(Document(json =>
    {
        WriteHead(json, head, head.IsChat ? "chat.completion.chunk" : "text_completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        if (head.IsChat)
        {
            json.WriteStartObject("delta");
            delta(json);
            json.WriteEndObject();
        }
        else
        {
            delta(json);
        }

        json.WriteString("finish_reason", finish);
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    private static void WriteHead(Utf8JsonWriter json, Head head, string kind)
    {
        json.WriteString("id", head.Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("model", head.Model);
        json.WriteString("system_fingerprint", Fingerprint);
    }

    private static void WriteTool(Utf8JsonWriter json, string tool, string arguments)
    {
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("id", "call_simulated");
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool);
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, Counts counts)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", counts.Input);
        json.WriteNumber("completion_tokens", counts.Output);
        json.WriteNumber("total_tokens", counts.Input + counts.Output);
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", counts.Reasoning);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static byte[] Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

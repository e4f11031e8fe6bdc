using System.Text;
using System.Text.Json;

namespace Weir.Gateway.Simulation;

/// <summary>What the simulator reads of a request.</summary>
/// <param name="Model">The model id.</param>
/// <param name="Stream">Whether a stream is wanted.</param>
/// <param name="IncludeUsage">Whether the stream shall end with its usage.</param>
/// <param name="MaxTokens">The request's output limit; null for none.</param>
/// <param name="LastUserText">Text of the last user message, the prompt, or the first input.</param>
/// <param name="LastIsToolResult">Whether the conversation ends in a tool's result.</param>
/// <param name="InputBytes">Bytes of all input text.</param>
/// <param name="FirstTool">Name of the first tool offered; null for none.</param>
/// <param name="Inputs">Number of inputs, for embeddings.</param>
internal sealed record SimulatedRequest(string Model, bool Stream, bool IncludeUsage, int? MaxTokens, string LastUserText, bool LastIsToolResult, long InputBytes, string? FirstTool, int Inputs)
{
    public static bool TryParse(byte[] body, out SimulatedRequest request)
    {
        request = new SimulatedRequest("echo", false, false, null, "", false, 0, null, 1);
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var (text, isToolResult, bytes) = Conversation(root);
            request = new SimulatedRequest(
                root.TryGetProperty("model", out var model) ? model.GetString() ?? "echo" : "echo",
                root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True,
                root.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object && options.TryGetProperty("include_usage", out var usage) && usage.ValueKind == JsonValueKind.True,
                Limit(root),
                text,
                isToolResult,
                bytes,
                FirstToolOf(root),
                root.TryGetProperty("input", out var input) && input.ValueKind == JsonValueKind.Array ? input.GetArrayLength() : 1);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static (string Text, bool IsToolResult, long Bytes) Conversation(JsonElement root)
    {
        if (root.TryGetProperty("messages", out var messages))
        {
            var last = "";
            var role = "";
            long bytes = 0;
            foreach (var message in messages.EnumerateArray())
            {
                role = message.GetProperty("role").GetString() ?? "";
                var text = message.TryGetProperty("content", out var content) ? TextOf(content) : "";
                bytes += Encoding.UTF8.GetByteCount(text);
                last = role == "user" ? text : last;
            }

            return (last, role == "tool", bytes);
        }

        var single = root.TryGetProperty("prompt", out var prompt) ? TextOf(prompt) : TextOf(root.GetProperty("input"));
        return (single, false, Encoding.UTF8.GetByteCount(single));
    }

    private static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part =>
            part.ValueKind == JsonValueKind.String ? part.GetString() :
            part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) ? text.GetString() : "")),
        JsonValueKind.Null => "",
        _ => throw new InvalidOperationException("Content is text or a list of parts."),
    };

    private static int? Limit(JsonElement root) =>
        root.TryGetProperty("max_completion_tokens", out var limit) || root.TryGetProperty("max_tokens", out limit)
            ? limit.ValueKind == JsonValueKind.Number ? Math.Max(1, limit.GetInt32()) : null
            : null;

    private static string? FirstToolOf(JsonElement root) =>
        root.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array && tools.GetArrayLength() > 0
            ? tools[0].GetProperty("function").GetProperty("name").GetString()
            : null;
}

using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin;

namespace Weir.Gateway.Chat;

/// <summary>Reads a chat request of the console: an OpenAI chat completion. It is always streamed, and always with its usage.</summary>
internal static class ChatRequest
{
    /// <summary>Longer than any conversation; images go along in it.</summary>
    private const int Largest = 32 * 1024 * 1024;

    private static readonly HashSet<string> Ours = ["stream", "stream_options"];

    /// <summary>The body for the pipeline.</summary>
    /// <exception cref="AdminException">It is no JSON object, or too long.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not { } length || length <= 0 || length > Largest)
        {
            throw Invalid($"The body must be a JSON object of at most {Largest} bytes, with a content-length.");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Streamed(document.RootElement) : throw Invalid("The body is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body can't be read: {exception.Message}");
        }
    }

    private static ReadOnlyMemory<byte> Streamed(JsonElement given)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var member in given.EnumerateObject().Where(static member => !Ours.Contains(member.Name)))
            {
                member.WriteTo(json);
            }

            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static AdminException Invalid(string detail) => new(AdminProblem.Invalid(detail, "Send what POST /v1/chat/completions takes: a model and messages."));
}

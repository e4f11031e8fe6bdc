using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Pipeline;

/// <summary>
/// What a client calls the conversation that a request belongs to: <c>x-weir-conversation</c>, else the session headers that known clients send, else the members of the body
/// that stay the same through a conversation. It correlates and authorises nothing: anybody can send any id.
/// </summary>
internal static class ConversationId
{
    public const string Header = "x-weir-conversation";

    /// <summary>In characters. What is longer is no id.</summary>
    private const int Longest = 256;

    /// <summary>Best first: OpenCode, Claude Code, Qwen Code, Codex (its newer and older names).</summary>
    private static readonly string[] Headers =
    [
        Header, "x-session-affinity", "x-claude-code-session-id", "x-qwen-code-session-id", "session-id", "session_id", "conversation-id", "conversation_id",
    ];

    /// <summary>The id; null when the request names none. Reads the body: ask once, and only when it is needed.</summary>
    public static string? Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        foreach (var name in Headers)
        {
            if (request.Headers.TryGetValue(name, out var value) && value is [{ Length: > 0 and <= Longest } id, ..])
            {
                return id;
            }
        }

        return body.IndexOf("\"prompt_cache_key\""u8) >= 0 || body.IndexOf("\"conversation\""u8) >= 0 || body.IndexOf("\"metadata\""u8) >= 0 ? OfBody(body) : null;
    }

    /// <summary>OpenAI's <c>prompt_cache_key</c> and <c>conversation</c>; the session in Anthropic's <c>metadata.user_id</c>, where Claude Code puts it.</summary>
    private static string? OfBody(ReadOnlySpan<byte> body)
    {
        string? user = null;
        var reader = new Utf8JsonReader(body);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isId, isConversation, isMetadata) = (reader.ValueTextEquals("prompt_cache_key"u8), reader.ValueTextEquals("conversation"u8), reader.ValueTextEquals("metadata"u8));
                reader.Read();
                var id = isId ? Text(ref reader) : isConversation ? TextOrMember(ref reader, "id"u8) : null;
                user ??= isMetadata ? TextOrMember(ref reader, "user_id"u8) : null;
                if (id is { Length: <= Longest })
                {
                    return id;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What is no JSON names nothing; whoever sends it on finds out.
        }

        return user is null ? null : SessionOf(user);
    }

    private static string? TextOrMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Text(ref reader);
        }

        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = reader.ValueTextEquals(member);
            reader.Read();
            text ??= isMember ? Text(ref reader) : null;
            reader.Skip();
        }

        return text;
    }

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 4 * Longest } text ? text : null;

    /// <summary>Claude Code writes <c>user_..._account_..._session_ID</c>, in newer versions a JSON object with <c>session_id</c>. Any other user id names no conversation.</summary>
    private static string? SessionOf(string user)
    {
        const string Marker = "_session_";
        if (user.StartsWith('{'))
        {
            try
            {
                using var document = JsonDocument.Parse(user);
                return document.RootElement.TryGetProperty("session_id", out var session) && session.ValueKind == JsonValueKind.String && session.GetString() is { Length: > 0 and <= Longest } id ? id : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var at = user.LastIndexOf(Marker, StringComparison.Ordinal);
        return at >= 0 && user.Length - at - Marker.Length is > 0 and <= Longest ? user[(at + Marker.Length)..] : null;
    }
}

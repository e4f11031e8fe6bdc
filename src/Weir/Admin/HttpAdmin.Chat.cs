using System.Runtime.CompilerServices;
using System.Text.Json;
using Weir.Gateway.Admin;

namespace Weir.Admin;

/// <content>Conversations.</content>
internal sealed partial class HttpAdmin : IChat
{
    public async IAsyncEnumerable<ChatPiece> ChatAsync(byte[] body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (name, data) in http.EventsAsync(AdminRoutes.Chat, body, cancellationToken))
        {
            if (name == "weir")
            {
                yield return new ChatPiece(null, JsonSerializer.Deserialize(data, Json.RequestTrace));
            }
            else if (data != "[DONE]" && TextOf(data) is { Length: > 0 } text)
            {
                yield return new ChatPiece(text);
            }
        }
    }

    private static string? TextOf(string data)
    {
        using var chunk = JsonDocument.Parse(data);
        if (chunk.RootElement.TryGetProperty("error", out var error))
        {
            throw new AdminException(new AdminProblem
            {
                Title = "The answer broke off",
                Status = 502,
                Detail = error.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "The upstream ended it.",
                ErrorKind = "network",
            });
        }

        return chunk.RootElement.TryGetProperty("choices", out var choices) && choices is { ValueKind: JsonValueKind.Array } && choices.GetArrayLength() > 0
            && choices[0].TryGetProperty("delta", out var delta) && delta.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String
            ? content.GetString()
            : null;
    }
}

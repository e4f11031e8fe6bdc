using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.InnerCalls;

namespace Weir.Gateway.Chat;

/// <summary>Passes the pipeline's answer on as it flows. A refusal that comes before it is held back, to be told as the admin API tells them.</summary>
internal sealed class ChatAnswer(HttpResponse inner, HttpResponse outer) : SinkStream
{
    private readonly MemoryStream _refusal = new();

    /// <summary>True once a part of the answer is on its way.</summary>
    public bool HasBegun { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!HasBegun && inner.StatusCode >= StatusCodes.Status400BadRequest)
        {
            _refusal.Write(buffer.Span);
            return;
        }

        if (!HasBegun)
        {
            HasBegun = true;
            outer.ContentType = inner.ContentType;
            outer.Headers.CacheControl = "no-store";
            foreach (var (name, value) in inner.Headers.Where(static header => header.Key.StartsWith("x-weir-", StringComparison.OrdinalIgnoreCase)))
            {
                outer.Headers[name] = value;
            }
        }

        await outer.Body.WriteAsync(buffer, cancellationToken);
        await outer.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Why nothing came, in the admin API's words.</summary>
    public AdminProblem Problem()
    {
        var code = ErrorKind.UnexpectedResponse.Code();
        var problem = new AdminProblem { Title = "Refused", Status = inner.StatusCode, Detail = $"It answered {inner.StatusCode}.", ErrorKind = code };
        try
        {
            using var document = JsonDocument.Parse(_refusal.GetBuffer().AsMemory(0, (int)_refusal.Length));
            if (document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                code = Text(error, "code") ?? code;
                return problem with
                {
                    Title = char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' '),
                    Detail = Text(error, "message") ?? problem.Detail,
                    ErrorKind = code,
                    Action = Text(error, "action"),
                };
            }
        }
        catch (JsonException)
        {
            // What is known of it is said already.
        }

        return problem;
    }

    private static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } found ? found : null;
}

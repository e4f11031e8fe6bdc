using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Batches;
using Weir.Gateway.InnerCalls;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Security;
using Weir.Gateway.Sessions;
using Weir.Metering.Ledger;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Sessions;

/// <summary>Sends one short message through a session, the whole way that a client's request takes, ledger row included.</summary>
internal sealed class FirstMessage(RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, TimeProvider time, IServiceProvider services)
{
    /// <summary>Room for a thought before the word.</summary>
    private const int MostTokens = 256;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);

    public async Task<SessionTest> SendAsync(TestSession session, CancellationToken cancellationToken)
    {
        using var use = session.TryUse() ?? throw new AdminException(AdminProblem.Conflict($"The test session {session.Id} is over.", "Make another one: weir sessions create PROVIDER --minutes N"));
        var started = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var answer = new AnswerBuffer();
        using var call = new InnerCall(
            new DefaultHttpContext { RequestServices = services }, HttpMethods.Post, "/v1/chat/completions", Body(session.Model ?? "default"), "application/json", _ => answer, limit.Token);
        var id = ids.Next();
        using (var context = new RequestContext(call.Http, Operations.ChatCompletions, LocalAdminToken.Key, snapshots.Current, id, time.GetUtcNow()) { Session = use, MustTranslate = true })
        {
            // Written anew, so that the limit stands in whatever word the model knows.
            await pipeline.RunAsync(context);
        }

        await call.CompleteAsync();
        cancellationToken.ThrowIfCancellationRequested();
        var response = call.Http.Response;
        var report = new SessionTest
        {
            Session = session.Id,
            Ok = false,
            Model = Text(response, "x-weir-model"),
            RequestId = id,
            CostUsd = decimal.TryParse(Text(response, "x-weir-cost"), CultureInfo.InvariantCulture, out var cost) ? cost : null,
            DurationMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
        };
        return Read(report, response.StatusCode, answer.Bytes(response.ContentLength), timedOut: limit.IsCancellationRequested);
    }

    private static byte[] Body(string model)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteNumber("max_tokens", MostTokens);
            writer.WriteStartArray("messages");
            writer.WriteStartObject();
            writer.WriteString("role", "user");
            writer.WriteString("content", "Say hello in three words.");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static string? Text(HttpResponse response, string header) => response.Headers[header].ToString() is { Length: > 0 } text ? text : null;

    private static SessionTest Read(SessionTest report, int status, ReadOnlyMemory<byte> body, bool timedOut)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (status < 400 && root.TryGetProperty("choices", out var choices))
            {
                return report with { Ok = true, Answer = choices.EnumerateArray().Select(static choice => Member(Part(choice, "message"), "content")).FirstOrDefault() ?? "" };
            }

            var error = Part(root, "error");
            return report with
            {
                ErrorKind = Member(error, "code") ?? ErrorKind.UnexpectedResponse.Code(),
                Message = Member(error, "message") ?? $"It answered {status}.",
                Action = Member(error, "action") ?? "Check the key and the model's name.",
            };
        }
        catch (JsonException)
        {
            return timedOut
                ? report with { ErrorKind = ErrorKind.Timeout.Code(), Message = $"No answer within {Limit.TotalSeconds:F0} s.", Action = "Try a faster model." }
                : report with { ErrorKind = ErrorKind.UnexpectedResponse.Code(), Message = $"It answered {status} with something that is no JSON.", Action = "Check the provider's address." };
        }
    }

    private static JsonElement? Part(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : null;

    private static string? Member(JsonElement? element, string name) => element is { } found && Part(found, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

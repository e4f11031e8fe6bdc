using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Roles;

namespace Weir.Gateway.Admin.Exports;

/// <summary>Usage, requests and the audit log as files to download. Rows are written as they are read: memory stays flat however many there are.</summary>
internal sealed class ExportEndpoint(IGatewayAdmin admin)
{
    private const int CharactersPerWrite = 64 * 1024;

    /// <summary>Registers the routes.</summary>
    public void Map(Action<AdminRoute, RequestDelegate> map)
    {
        map(AdminRoutes.ExportUsage, http => AnswerAsync(http, UsageAsync));
        map(AdminRoutes.ExportRequests, http => AnswerAsync(http, RequestsAsync));
        map(AdminRoutes.ExportAudit, http => AnswerAsync(http, AuditAsync));
    }

    private static Task AnswerAsync(HttpContext http, Func<HttpContext, bool, Task> write) => AnswerAsync(http, context => write(context, AdminQuery.Text(context, "format") switch
    {
        null or "csv" => true,
        "json" => false,
        _ => throw new AdminException(AdminProblem.Invalid("'format' must be csv or json.", "Correct the address.")),
    }));

    private static async Task AnswerAsync(HttpContext http, Func<HttpContext, Task> write)
    {
        try
        {
            await write(http);
        }
        catch (AdminException exception) when (!http.Response.HasStarted)
        {
            await AdminEndpoints.WriteProblemAsync(http, exception.Problem);
        }
    }

    private async Task UsageAsync(HttpContext http, bool asCsv)
    {
        var report = await admin.UsageAsync(OwnOnly.Of(http, AdminQuery.Usage(http)), http.RequestAborted);
        Begin(http, "usage", asCsv ? "csv" : "json");
        if (asCsv)
        {
            await WriteLinesAsync(http, UsageCsv.Lines(report).ToAsyncEnumerable());
        }
        else
        {
            await JsonSerializer.SerializeAsync(http.Response.Body, report, AdminJson.Default.UsageReport, http.RequestAborted);
        }
    }

    private async Task RequestsAsync(HttpContext http, bool asCsv)
    {
        var requests = await FirstSeenAsync(admin.ExportRequestsAsync(OwnOnly.Of(http, AdminQuery.Requests(http)), http.RequestAborted), http.RequestAborted);
        Begin(http, "requests", asCsv ? "csv" : "json");
        if (asCsv)
        {
            await WriteLinesAsync(http, requests.Select(RequestCsv.Line).Prepend(RequestCsv.Header));
        }
        else
        {
            await JsonSerializer.SerializeAsync(http.Response.Body, requests, AdminJson.Default.IAsyncEnumerableRequestEntry, http.RequestAborted);
        }
    }

    private async Task AuditAsync(HttpContext http)
    {
        var lines = await FirstSeenAsync(AuditLines.ReadAsync(admin, AdminQuery.Audit(http) with { Before = null }, http.RequestAborted), http.RequestAborted);
        Begin(http, "audit", "jsonl");
        await WriteLinesAsync(http, lines, "\n");
    }

    private static void Begin(HttpContext http, string name, string kind)
    {
        http.Response.ContentType = kind switch
        {
            "csv" => "text/csv; charset=utf-8",
            "jsonl" => "application/jsonl",
            _ => "application/json",
        };
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{kind}\"";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static async Task WriteLinesAsync(HttpContext http, IAsyncEnumerable<string> lines, string end = "\r\n")
    {
        var text = new StringBuilder();
        await foreach (var line in lines.WithCancellation(http.RequestAborted))
        {
            text.Append(line).Append(end);
            if (text.Length >= CharactersPerWrite)
            {
                await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
                text.Clear();
            }
        }

        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    /// <summary>Reads the first page before the answer begins, so that a refusal can still be told.</summary>
    private static async Task<IAsyncEnumerable<T>> FirstSeenAsync<T>(IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
    {
        var reader = rows.GetAsyncEnumerator(cancellationToken);
        var hasOne = false;
        try
        {
            hasOne = await reader.MoveNextAsync();
        }
        finally
        {
            if (!hasOne)
            {
                await reader.DisposeAsync();
            }
        }

        return hasOne ? RestAsync(reader) : AsyncEnumerable.Empty<T>();
    }

    private static async IAsyncEnumerable<T> RestAsync<T>(IAsyncEnumerator<T> reader)
    {
        await using (reader)
        {
            do
            {
                yield return reader.Current;
            }
            while (await reader.MoveNextAsync());
        }
    }
}

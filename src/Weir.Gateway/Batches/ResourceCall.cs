using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>One call for files, batches or uploads, taken apart: <c>/v1/{Collection}[/{Id}[/{Rest}]]</c>.</summary>
internal sealed class ResourceCall
{
    public ResourceCall(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        Path = (query < 0 ? raw : raw[..query])["/v1/".Length..].TrimEnd('/');
        var parts = Path.Split('/', 3);
        Collection = parts[0];
        Id = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        Rest = parts.Length > 2 ? parts[2] : null;
        Method = request.Method;
        NamedConnection = request.Headers[BatchConnections.Header] is [{ Length: > 0 } header, ..] ? header : request.Query[BatchConnections.Query] is [{ Length: > 0 } named, ..] ? named : null;
        Limit = int.TryParse(request.Query["limit"], out var limit) && limit > 0 ? limit : null;
        After = request.Query["after"];
        Query = Others(request);
    }

    public string Method { get; }

    /// <summary>Below <c>/v1/</c>, escapes included.</summary>
    public string Path { get; }

    /// <summary><c>files</c>, <c>batches</c> or <c>uploads</c>.</summary>
    public string Collection { get; }

    public string? Id { get; }

    public string? Rest { get; }

    public string? NamedConnection { get; }

    /// <summary>For lists: how many are wanted.</summary>
    public int? Limit { get; }

    /// <summary>For lists: the id that the page comes after.</summary>
    public string? After { get; }

    /// <summary>The query without the client's key, the connection, and what pages a list; with its question mark, or empty.</summary>
    public string Query { get; }

    public string Kind => Collection switch
    {
        "files" => Resource.File,
        "batches" => Resource.Batch,
        _ => Resource.Upload,
    };

    public bool IsList => Id is null && HttpMethods.IsGet(Method);

    public bool CreatesBatch => Id is null && Collection == "batches" && HttpMethods.IsPost(Method);

    /// <summary>A download, which may be large: it is passed on as it comes.</summary>
    public bool IsContent => Rest == "content";

    /// <summary>Where the call goes; known once it is prepared.</summary>
    public Connection? Connection { get; set; }

    /// <summary>The resource that it is about; null for those that make or list.</summary>
    public Resource? Resource { get; set; }

    /// <summary>For a batch that is to be made: its input file.</summary>
    public string? InputFile { get; set; }

    /// <summary>True once the batch that it made is remembered: the watch settles it.</summary>
    public bool IsBatchKnown { get; set; }

    /// <summary>For a batch that is to be made: what is held for it, by model.</summary>
    public IReadOnlyDictionary<string, string> Held { get; set; } = new Dictionary<string, string>();

    /// <summary>The query of one page of a list.</summary>
    public string PageQuery(string? after)
    {
        var most = Collection == "files" ? 10_000 : 100;
        var page = new StringBuilder(Query).Append(Query.Length == 0 ? '?' : '&').Append("limit=").Append(most);
        return (after is null ? page : page.Append("&after=").Append(Uri.EscapeDataString(after))).ToString();
    }

    private static string Others(HttpRequest request)
    {
        var query = new StringBuilder();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (pair.EncodedName.ToString() is not ("key" or BatchConnections.Query or "limit" or "after"))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            }
        }

        return query.ToString();
    }
}

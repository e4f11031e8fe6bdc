using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.OpenApi;
using Weir.TestKit;

namespace Weir.Gateway.Tests.Admin.OpenApi;

/// <summary>docs/admin-openapi.json is what the gateway serves. WEIR_UPDATE_GOLDEN=1 writes it anew; then <c>npm run types</c> in the console's app.</summary>
public sealed class AdminOpenApiTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject Document => AdminOpenApi.Write(AdminEndpoints.Operations(DispatchProxy.Create<IGatewayAdmin, Nobody>()));

    [Fact]
    public async Task The_document_in_docs_is_what_is_served()
    {
        var file = Path.Combine(Repository.Root.FullName, "docs", "admin-openapi.json");
        var written = Document.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, written, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), written);
    }

    [Fact]
    public void Every_route_is_in_it_but_those_without_JSON()
    {
        AdminRoute[] withoutJson = [AdminRoutes.Events, AdminRoutes.EndConsoleSession, AdminRoutes.ExportUsage, AdminRoutes.ExportRequests, AdminRoutes.ExportAudit, AdminRoutes.Chat];
        var routes = typeof(AdminRoutes).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(static property => property.GetValue(null)).OfType<AdminRoute>().Except(withoutJson);
        var paths = Document["paths"]!.AsObject();

        Assert.All(routes, route => Assert.NotNull(paths[route.Template.Replace("{**", "{", StringComparison.Ordinal)]?[route.Method.ToLowerInvariant()]));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var document = Document;
        var shapes = document["components"]!["schemas"]!.AsObject();
        var references = Everything(document).OfType<JsonObject>().Select(static node => node["$ref"]?.GetValue<string>()).OfType<string>().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(shapes.ContainsKey(reference["#/components/schemas/".Length..]), reference));
    }

    [Fact]
    public void Operations_have_names_of_their_own()
    {
        var names = Everything(Document).OfType<JsonObject>().Select(static node => node["operationId"]?.GetValue<string>()).OfType<string>().ToList();

        Assert.Distinct(names);
    }

    private static IEnumerable<JsonNode> Everything(JsonNode? node) => node switch
    {
        null => [],
        JsonObject members => members.SelectMany(static member => Everything(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Everything).Prepend(items),
        _ => [node],
    };

    /// <summary>Operations are listed, not run.</summary>
    public class Nobody : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException("Only listed.");
    }
}

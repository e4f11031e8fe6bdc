using System.Text.Json.Nodes;

namespace Weir.Gateway.Admin.OpenApi;

/// <summary>The OpenAPI document of the admin API, made from the operations that are served.</summary>
internal static class AdminOpenApi
{
    private const string Problem = "AdminProblem";

    /// <summary>The document as JSON.</summary>
    public static JsonObject Write(IEnumerable<AdminOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var schemas = new AdminSchemas();
        var paths = new JsonObject();
        foreach (var operation in operations)
        {
            var path = operation.Route.Template.Replace("{**", "{", StringComparison.Ordinal);
            if (paths[path] is not JsonObject methods)
            {
                paths[path] = methods = [];
            }

            methods[operation.Route.Method.ToLowerInvariant()] = Operation(operation, path, schemas);
        }

        schemas.Add(AdminJson.Default.AdminProblem);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Weir admin API",
                ["version"] = "1",
                ["description"] = "Everything that the console and the command line do. Send an admin key as a bearer.",
            },
            ["security"] = new JsonArray(new JsonObject { ["adminKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["adminKey"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
                ["schemas"] = schemas.ToJson(),
            },
        };
    }

    private static JsonObject Operation(AdminOperation operation, string path, AdminSchemas schemas)
    {
        var described = new JsonObject { ["operationId"] = OperationName.Of(operation.Route) };
        if (Parameters(operation.Route, path) is { Count: > 0 } parameters)
        {
            described["parameters"] = parameters;
        }

        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", schemas.Of(body, isAnswer: false)) };
        }

        described["responses"] = new JsonObject
        {
            [operation.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = "Done.",
                ["content"] = Content("application/json", schemas.Of(operation.Answer, isAnswer: true)),
            },
            ["default"] = new JsonObject
            {
                ["description"] = "Refused, with what to do about it.",
                ["content"] = Content("application/problem+json", AdminSchemas.Reference(Problem)),
            },
        };
        return described;
    }

    private static JsonArray Parameters(AdminRoute route, string path)
    {
        var parameters = new JsonArray();
        if (path.Contains("{name}", StringComparison.Ordinal))
        {
            parameters.Add((JsonNode)Parameter("name", "path", new JsonObject { ["type"] = "string" }));
        }

        foreach (var (name, schema) in QueryParameters.Of(route))
        {
            parameters.Add((JsonNode)Parameter(name, "query", schema));
        }

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = schema };

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };
}

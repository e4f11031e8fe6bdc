using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Weir.Gateway.Admin.OpenApi;

/// <summary>The shapes of bodies and answers, each once and by name.</summary>
internal sealed class AdminSchemas
{
    private readonly SortedDictionary<string, JsonObject> _shapes = new(StringComparer.Ordinal);

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    /// <summary>A type's schema: its objects are kept here and referred to.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isAnswer">Answers have every member, also when it is null; bodies may leave out what is not required.</param>
    public JsonNode Of(JsonTypeInfo type, bool isAnswer)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Transform(context, schema, isAnswer),
        });
    }

    public void Add(JsonTypeInfo type) => Of(type, isAnswer: true);

    public JsonObject ToJson()
    {
        var all = new JsonObject();
        foreach (var (name, shape) in _shapes)
        {
            all[name] = shape.DeepClone();
        }

        return all;
    }

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode schema, bool isAnswer)
    {
        if (schema is not JsonObject shape)
        {
            // Any JSON: `true` to JSON Schema.
            return new JsonObject();
        }

        // Numbers may be written as strings only where a reader is lenient; ours writes numbers.
        shape.Remove("pattern");
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return shape;
        }

        var name = context.TypeInfo.Type.Name;
        if (shape.ContainsKey("$ref"))
        {
            // The exporter points at where it wrote this nullable shape before; here every shape has a name.
            return OrNull(name, isNullable: context.PropertyInfo?.IsGetNullable is true);
        }

        var isNullable = shape["type"] is JsonArray types && types.Any(static type => type?.GetValue<string>() == "null");
        shape["type"] = "object";
        if (isAnswer && shape["properties"] is JsonObject properties)
        {
            shape["required"] = new JsonArray([.. properties.Select(static property => (JsonNode)property.Key)]);
        }

        if (isAnswer || !_shapes.ContainsKey(name))
        {
            _shapes[name] = (JsonObject)shape.DeepClone();
        }

        return OrNull(name, isNullable);
    }

    private static JsonObject OrNull(string name, bool isNullable) => isNullable
        ? new JsonObject { ["anyOf"] = new JsonArray(Reference(name), new JsonObject { ["type"] = "null" }) }
        : Reference(name);
}

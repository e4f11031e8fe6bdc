using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Sign-in flows inside a provider's line.</summary>
internal static class SignInFlowJson
{
    public static void WriteAll(Utf8JsonWriter writer, string property, IReadOnlyList<SignInFlow> flows)
    {
        writer.WriteStartArray(property);
        foreach (var flow in flows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", flow.Name);
            writer.WriteString("label", flow.Label);
            writer.WriteString("grant", flow.Grant);
            writer.WriteString("client_id", flow.ClientId);
            ModelLineWriter.WriteText(writer, "authorize_url", flow.AuthorizeUrl);
            ModelLineWriter.WriteText(writer, "token_url", flow.TokenUrl);
            ModelLineWriter.WriteText(writer, "device_url", flow.DeviceUrl);
            ModelLineWriter.WriteText(writer, "redirect_url", flow.RedirectUrl);
            WriteList(writer, "scopes", flow.Scopes);
            ModelLineWriter.WriteText(writer, "base_url", flow.BaseUrl);
            WriteList(writer, "models", flow.Models);
            WriteList(writer, "excluded_models", flow.ExcludedModels);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static SignInFlow[] ReadAll(ref JsonLineReader reader)
    {
        var flows = new List<SignInFlow>(2);
        reader.EnterArray();
        while (reader.NextElement())
        {
            flows.Add(Read(ref reader));
        }

        return [.. flows];
    }

    private static SignInFlow Read(ref JsonLineReader reader)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] scopes = [], models = [], excluded = [];
        reader.EnterObject();
        while (reader.NextProperty())
        {
            if (reader.Is("scopes"u8))
            {
                scopes = reader.Strings();
            }
            else if (reader.Is("models"u8))
            {
                models = reader.Strings();
            }
            else if (reader.Is("excluded_models"u8))
            {
                excluded = reader.Strings();
            }
            else
            {
                texts[reader.Name()] = reader.String();
            }
        }

        return new SignInFlow
        {
            Name = Required("name"),
            Label = Required("label"),
            Grant = Required("grant"),
            ClientId = Required("client_id"),
            AuthorizeUrl = texts.GetValueOrDefault("authorize_url"),
            TokenUrl = texts.GetValueOrDefault("token_url"),
            DeviceUrl = texts.GetValueOrDefault("device_url"),
            RedirectUrl = texts.GetValueOrDefault("redirect_url"),
            Scopes = scopes,
            BaseUrl = texts.GetValueOrDefault("base_url"),
            Models = models,
            ExcludedModels = excluded,
        };

        string Required(string name) => texts.GetValueOrDefault(name) ?? throw new JsonException($"a sign-in flow has no {name}");
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            ModelLineWriter.WriteStrings(writer, name, values);
        }
    }
}

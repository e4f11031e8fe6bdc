using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Writes one provider's line; <see cref="ProviderLine"/> is the mirror.</summary>
internal static class ProviderLineWriter
{
    public static void Write(Utf8JsonWriter writer, CatalogProvider provider)
    {
        writer.WriteStartObject();
        writer.WriteString("provider", provider.Id);
        if (provider.Name != provider.Id)
        {
            writer.WriteString("name", provider.Name);
        }

        ModelLineWriter.WriteText(writer, "npm", provider.Npm);
        writer.WriteString("dialect", provider.Dialect);
        if (provider.ServesOpenAiChat != (provider.Dialect == DialectNames.OpenAiChat))
        {
            writer.WriteBoolean("chat", provider.ServesOpenAiChat);
        }

        ModelLineWriter.WriteText(writer, "base_url", provider.BaseUrl);
        if (provider.Variables.Count > 0)
        {
            ModelLineWriter.WriteStrings(writer, "env", provider.Variables);
        }

        if (!provider.KeyVariables.SequenceEqual(provider.Variables, StringComparer.Ordinal))
        {
            ModelLineWriter.WriteStrings(writer, "key_env", provider.KeyVariables);
        }

        ModelLineWriter.WriteText(writer, "key", provider.KeyPlacement == KeyPlacements.Bearer ? null : provider.KeyPlacement);
        WriteAuth(writer, provider.AuthMethods);
        ModelLineWriter.WriteText(writer, "doc", provider.Documentation);
        if (provider.Flows.Count > 0)
        {
            SignInFlowWriter.WriteAll(writer, "flows", provider.Flows);
        }

        writer.WriteEndObject();
    }

    private static void WriteAuth(Utf8JsonWriter writer, IReadOnlyList<CatalogAuthMethod> methods)
    {
        if (methods.SequenceEqual(SnapshotFormat.UsualAuth))
        {
            return;
        }

        writer.WriteStartObject("auth");
        foreach (var (method, label) in methods)
        {
            writer.WriteString(method, label);
        }

        writer.WriteEndObject();
    }
}

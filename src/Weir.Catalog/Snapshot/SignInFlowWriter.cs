using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Writes sign-in flows into a provider's line, defaults left out; <see cref="SignInFlowJson"/> is the mirror.</summary>
internal static class SignInFlowWriter
{
    private static readonly SignInFlow Usual = new() { Name = "", Label = "", Grant = "", ClientId = "" };

    public static void WriteAll(Utf8JsonWriter writer, string property, IReadOnlyList<SignInFlow> flows)
    {
        writer.WriteStartArray(property);
        foreach (var flow in flows)
        {
            Write(writer, flow);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SignInFlow flow)
    {
        writer.WriteStartObject();
        writer.WriteString("name", flow.Name);
        writer.WriteString("label", flow.Label);
        writer.WriteString("grant", flow.Grant);
        writer.WriteString("client_id", flow.ClientId);
        ModelLineWriter.WriteText(writer, "client_secret", flow.ClientSecret);
        WriteFlag(writer, "basic", flow.BasicClientAuth);
        ModelLineWriter.WriteText(writer, "authorize_url", flow.AuthorizeUrl);
        ModelLineWriter.WriteText(writer, "token_url", flow.TokenUrl);
        ModelLineWriter.WriteText(writer, "device_url", flow.DeviceUrl);
        ModelLineWriter.WriteText(writer, "redirect_url", flow.RedirectUrl);
        WriteList(writer, "scopes", flow.Scopes);
        WriteTexts(writer, "authorize", flow.AuthorizeParameters);
        WriteList(writer, "redirect_origins", flow.RedirectOrigins);
        WriteFlag(writer, "json", flow.JsonBody);
        ModelLineWriter.WriteText(writer, "token_member", flow.TokenMember == Usual.TokenMember ? null : flow.TokenMember);
        ModelLineWriter.WriteText(writer, "lifetime_member", flow.LifetimeMember == Usual.LifetimeMember ? null : flow.LifetimeMember);
        WriteNumber(writer, "lifetime", flow.DefaultLifetime, Usual.DefaultLifetime);
        WriteNumber(writer, "refresh_early", flow.RefreshEarly, Usual.RefreshEarly);
        WriteNumber(writer, "poll_margin", flow.PollMargin, Usual.PollMargin);
        WriteClaims(writer, flow.Claims);
        WriteTexts(writer, "headers", flow.Headers);
        WriteFields(writer, flow.Fields);
        ModelLineWriter.WriteText(writer, "base_url", flow.BaseUrl);
        WriteList(writer, "models", flow.Models);
        WriteList(writer, "excluded_models", flow.ExcludedModels);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<SignInField> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("fields");
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WriteString("label", field.Label);
            ModelLineWriter.WriteText(writer, "form", field.Form == SignInFieldForms.Text ? null : field.Form);
            ModelLineWriter.WriteText(writer, "default", field.Default);
            ModelLineWriter.WriteText(writer, "variable", field.Variable);
            WriteFlag(writer, "optional", field.IsOptional);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteClaims(Utf8JsonWriter writer, IReadOnlyDictionary<string, IReadOnlyList<string>> claims)
    {
        if (claims.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("claims");
        foreach (var (fact, pointers) in claims)
        {
            ModelLineWriter.WriteStrings(writer, fact, pointers);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            ModelLineWriter.WriteStrings(writer, name, values);
        }
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int value, int usual)
    {
        if (value != usual)
        {
            writer.WriteNumber(name, value);
        }
    }
}

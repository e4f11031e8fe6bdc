using System.Text.Json.Serialization;
using Weir.Commands.Catalog;
using Weir.Commands.Config;
using Weir.Commands.Doctor;
using Weir.Commands.Init;
using Weir.Commands.Models;
using Weir.Commands.Version;

namespace Weir.Commands;

/// <summary>The documents that are the command line's own; those of a gateway are in the admin API's context.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(VersionFacts))]
[JsonSerializable(typeof(CatalogFacts))]
[JsonSerializable(typeof(CatalogChanges))]
[JsonSerializable(typeof(CatalogSyncReport))]
[JsonSerializable(typeof(ConfigReport))]
[JsonSerializable(typeof(ConfigView))]
[JsonSerializable(typeof(MigrationReport))]
[JsonSerializable(typeof(RouteTestReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(InitReport))]
[JsonSerializable(typeof(ModelTest))]
internal sealed partial class CliJson : JsonSerializerContext;

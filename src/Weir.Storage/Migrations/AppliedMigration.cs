namespace Weir.Storage.Migrations;

/// <summary>A migration that a run of the <see cref="Migrator"/> applied.</summary>
public sealed record AppliedMigration(string Scope, int Number, string Name);

# Dependencies and their licences

Written by `./mvnw -Plicences -Dmaven.main.skip compile license:aggregate-add-third-party` from what the artifacts' own
descriptions say; a test holds it against the class path. What only tests need is left out. The application jar holds those that a
cluster does not bring: neither Spark nor what Spark needs.

| artifact | version | licence |
|---|---|---|
<#-- Two artifacts do not describe their licence; it stands in their own jar or source. -->
<#assign known = {"org.apache.datasketches:datasketches-memory": "Apache-2.0", "oro:oro": "Apache-1.1"}/>
<#list dependencyMap as e>
<#assign p = e.getKey()/>
<#assign key = p.groupId + ":" + p.artifactId/>
| ${key} | ${p.version} | ${known[key]!(e.getValue()?join("; "))} |
</#list>
